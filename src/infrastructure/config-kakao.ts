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
  readonly nativeAppKeys: readonly string[]
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
  nativeAppKey: 'simulated-native-app-key',
  appId: '1',
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
    authUrl,
    apiUrl,
    redirectUri: callbackOf(publicUrl, 'kakao'),
    openIdConnect,
    scope: scopeOf(vars, 'KAKAO_SCOPE'),
    nativeAppKeys: nativeAppKeysOf(vars, standIn),
    appId: appIdOf(vars) ?? standIn?.appId ?? null,
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

function nativeAppKeysOf(vars: Variables, standIn: typeof simulated | null): string[] {
  const keys = vars.list('KAKAO_NATIVE_APP_KEYS')
  const odd = keys.find((key) => !/^[\w-]{1,64}$/.test(key))
  if (odd !== undefined)
    vars.wrong('KAKAO_NATIVE_APP_KEYS', `must list native app keys of the same Kakao app, not ${odd}`)
  return keys.length === 0 && standIn ? [standIn.nativeAppKey] : keys
}

function appIdOf(vars: Variables): string | null {
  const appId = vars.text('KAKAO_APP_ID')
  if (appId !== null && !/^[1-9]\d{0,18}$/.test(appId))
    vars.wrong('KAKAO_APP_ID', 'must be the number of the Kakao app, on its first page in the console')
  return appId
}
