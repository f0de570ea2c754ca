import type { Variables } from './config-variables.ts'
import { isLoopback } from './loopback.ts'

export type KakaoConfig = {
  readonly clientId: string
  readonly clientSecret: string | null
  readonly adminKey: string | null
  readonly authUrl: string
  readonly apiUrl: string
  readonly redirectUri: string
  readonly openIdConnect: boolean
  readonly scope: readonly string[]
}

/** What the simulator's application is known by when nothing else is configured; of no worth anywhere else. */
const simulated = {
  clientId: 'simulated-rest-api-key',
  clientSecret: 'simulated-client-secret',
  adminKey: 'simulated-admin-key',
}

/** Kakao's settings, or `null` when it is off. */
export function kakaoOf(
  vars: Variables,
  publicUrl: URL,
  simulator: { port: number } | null,
): KakaoConfig | null {
  const standIn = simulator ? simulated : null
  const simulatorUrl = simulator && `http://127.0.0.1:${simulator.port}`
  const authUrl = providerUrl(vars, 'KAKAO_AUTH_URL', simulatorUrl ?? 'https://kauth.kakao.com')
  const apiUrl = providerUrl(vars, 'KAKAO_API_URL', simulatorUrl ?? 'https://kapi.kakao.com')
  const openIdConnect = vars.oneOf('KAKAO_OIDC', ['on', 'off'], 'on') === 'on'
  const clientId = vars.text('KAKAO_CLIENT_ID') ?? standIn?.clientId
  if (clientId === undefined) return null
  return {
    clientId,
    clientSecret: vars.text('KAKAO_CLIENT_SECRET') ?? standIn?.clientSecret ?? null,
    adminKey: vars.text('KAKAO_ADMIN_KEY') ?? standIn?.adminKey ?? null,
    authUrl,
    apiUrl,
    redirectUri: `${publicUrl.origin}/auth/kakao/callback`,
    openIdConnect,
    scope: (vars.text('KAKAO_SCOPE') ?? '').split(/[\s,]+/).filter(Boolean),
  }
}

/** As it is written, but for trailing slashes: it is compared with `iss` character by character. */
function providerUrl(vars: Variables, name: string, otherwise: string): string {
  const url = vars.url(name, otherwise)
  if (url.protocol === 'http:' && !isLoopback(url)) vars.wrong(name, 'must be https outside loopback')
  return url.href.replace(/\/+$/, '')
}
