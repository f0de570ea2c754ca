import type { ProviderSurroundings } from './config-provider.ts'
import { callbackOf, providerUrl, scopeOf } from './config-provider.ts'
import type { Variables } from './config-variables.ts'

export type KakaoConfig = {
  readonly clientId: string
  readonly clientSecret: string | null
  readonly adminKey: string | null
  readonly appId: string | null
  readonly authUrl: string
  readonly apiUrl: string
  readonly redirectUri: string
  readonly openIdConnect: boolean
  readonly autoConnect: boolean
  readonly scope: readonly string[]
  readonly prompt: readonly string[]
  readonly serviceTerms: readonly string[]
  readonly channelPublicId: string | null
  readonly logoutRedirectUri: string | null
}

/** Kakao's words for what to show even to who is logged in there; `none` would show nothing to anybody. */
const prompts = ['login', 'create', 'select_account']

/** What the simulator's application is known by when nothing else is configured; of no worth anywhere else. */
const simulated = {
  clientId: 'simulated-rest-api-key',
  clientSecret: 'simulated-client-secret',
  adminKey: 'simulated-admin-key',
}

/** Kakao's settings, or `null` when it is off. */
export function kakaoOf(
  vars: Variables,
  { publicUrl, simulatorUrl }: ProviderSurroundings,
): KakaoConfig | null {
  const standIn = simulatorUrl === null ? null : simulated
  const authUrl = providerUrl(vars, 'KAKAO_AUTH_URL', simulatorUrl ?? 'https://kauth.kakao.com')
  const apiUrl = providerUrl(vars, 'KAKAO_API_URL', simulatorUrl ?? 'https://kapi.kakao.com')
  const openIdConnect = vars.oneOf('KAKAO_OIDC', ['on', 'off'], 'on') === 'on'
  const prompt = promptOf(vars)
  const accountLogout = vars.oneOf('KAKAO_ACCOUNT_LOGOUT', ['on', 'off'], 'off') === 'on'
  const autoConnect = vars.oneOf('KAKAO_AUTO_CONNECT', ['on', 'off'], 'on') === 'on'
  const clientId = vars.text('KAKAO_CLIENT_ID') ?? standIn?.clientId
  if (clientId === undefined) return null
  return {
    clientId,
    clientSecret: vars.text('KAKAO_CLIENT_SECRET') ?? standIn?.clientSecret ?? null,
    adminKey: vars.text('KAKAO_ADMIN_KEY') ?? standIn?.adminKey ?? null,
    appId: vars.text('KAKAO_APP_ID'),
    authUrl,
    apiUrl,
    redirectUri: callbackOf(publicUrl, 'kakao'),
    openIdConnect,
    scope: scopeOf(vars, 'KAKAO_SCOPE'),
    prompt,
    serviceTerms: scopeOf(vars, 'KAKAO_SERVICE_TERMS'),
    channelPublicId: vars.text('KAKAO_CHANNEL_PUBLIC_ID'),
    autoConnect,
    logoutRedirectUri: accountLogout ? `${publicUrl.origin}/login` : null,
  }
}

function promptOf(vars: Variables): string[] {
  const given = scopeOf(vars, 'KAKAO_PROMPT')
  const unknown = given.filter((prompt) => !prompts.includes(prompt))
  if (unknown.length > 0)
    vars.wrong('KAKAO_PROMPT', `must list some of ${prompts.join(', ')}, not ${unknown.join(', ')}`)
  return given
}
