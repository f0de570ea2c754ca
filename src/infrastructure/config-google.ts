import type { ProviderSurroundings } from './config-provider.ts'
import { callbackOf, providerUrl, scopeOf } from './config-provider.ts'
import type { Variables } from './config-variables.ts'

/** What the simulator takes for the secret when none is configured; of no worth anywhere else. */
const simulatedSecret = 'simulated-google-client-secret'

/** Google has no forced login: `login` is not among them. */
const prompts = ['consent', 'select_account'] as const

/** Google's settings, or `null` when it is off. */
export function googleOf(vars: Variables, { publicUrl, simulatorUrl }: ProviderSurroundings) {
  const issuer = providerUrl(
    vars,
    'GOOGLE_ISSUER',
    simulatorUrl === null ? 'https://accounts.google.com' : `${simulatorUrl}/google`,
  )
  const prompt = vars.oneOf('GOOGLE_PROMPT', ['none', ...prompts], 'none')
  const clientId = vars.text('GOOGLE_CLIENT_ID')
  if (clientId === null) return null
  const clientSecret = vars.text('GOOGLE_CLIENT_SECRET') ?? (simulatorUrl === null ? null : simulatedSecret)
  if (clientSecret === null) vars.wrong('GOOGLE_CLIENT_SECRET', 'is required with GOOGLE_CLIENT_ID')
  return {
    clientId,
    clientSecret,
    redirectUri: callbackOf(publicUrl, 'google'),
    issuer,
    scope: scopeOf(vars, 'GOOGLE_SCOPE', 'email profile'),
    prompt: prompt === 'none' ? null : prompt,
    hostedDomain: vars.text('GOOGLE_HD'),
    nativeClientIds: vars.list('GOOGLE_NATIVE_CLIENT_IDS'),
  }
}
