import type { ProviderSurroundings } from './config-provider.ts'
import { callbackOf, providerUrl, scopeOf } from './config-provider.ts'
import type { Variables } from './config-variables.ts'

/** What the simulator takes for the secret when none is configured; of no worth anywhere else. */
const simulatedSecret = 'simulated-line-channel-secret'

/** LINE's settings, or `null` when it is off. */
export function lineOf(vars: Variables, { publicUrl, simulatorUrl }: ProviderSurroundings) {
  const otherwise = simulatorUrl === null ? 'https://access.line.me' : `${simulatorUrl}/line`
  const issuer = providerUrl(vars, 'LINE_ISSUER', otherwise)
  const clientId = vars.text('LINE_CLIENT_ID')
  if (clientId === null) return null
  const clientSecret = vars.text('LINE_CLIENT_SECRET') ?? (simulatorUrl === null ? null : simulatedSecret)
  if (clientSecret === null) vars.wrong('LINE_CLIENT_SECRET', 'is required with LINE_CLIENT_ID')
  const redirectUri = callbackOf(publicUrl, 'line')
  const scope = scopeOf(vars, 'LINE_SCOPE', 'profile')
  return { clientId, clientSecret: clientSecret ?? '', redirectUri, issuer, scope }
}
