import type { ProviderSurroundings } from './config-provider.ts'
import { callbackOf, providerUrl } from './config-provider.ts'
import type { Variables } from './config-variables.ts'

/** What the simulator takes for the secret when none is configured; of no worth anywhere else. */
const simulatedSecret = 'simulated-naver-client-secret'

/** Naver's settings, or `null` when it is off. */
export function naverOf(vars: Variables, { publicUrl, simulatorUrl }: ProviderSurroundings) {
  const authUrl = providerUrl(vars, 'NAVER_AUTH_URL', simulatorUrl ?? 'https://nid.naver.com')
  const apiUrl = providerUrl(vars, 'NAVER_API_URL', simulatorUrl ?? 'https://openapi.naver.com')
  const authType = vars.oneOf('NAVER_AUTH_TYPE', ['none', 'reprompt', 'reauthenticate'], 'none')
  const clientId = vars.text('NAVER_CLIENT_ID')
  if (clientId === null) return null
  const clientSecret = vars.text('NAVER_CLIENT_SECRET') ?? (simulatorUrl === null ? null : simulatedSecret)
  if (clientSecret === null) vars.wrong('NAVER_CLIENT_SECRET', 'is required with NAVER_CLIENT_ID')
  return {
    clientId,
    clientSecret,
    redirectUri: callbackOf(publicUrl, 'naver'),
    authUrl,
    apiUrl,
    authType: authType === 'none' ? null : authType,
    formerClientSecret: vars.text('NAVER_FORMER_CLIENT_SECRET'),
  }
}
