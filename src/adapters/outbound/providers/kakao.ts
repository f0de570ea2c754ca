import type {
  Identified,
  IdentityProvider,
  ProviderRefusal,
  ToldProfile,
} from '../../../application/ports/identity-providers.ts'
import { ProviderFailure } from '../../../application/ports/identity-providers.ts'
import type { Subject } from '../../../domain/identity.ts'
import { IdTokenRefused, provedClaims } from './id-token.ts'
import { tokenRefusal, userApiRefusal } from './kakao-errors.ts'
import { joinTicketOf, kakaoJoining } from './kakao-joining.ts'
import { kakaoLinks } from './kakao-links.ts'
import type { KakaoNativeSettings } from './kakao-native.ts'
import { kakaoNative } from './kakao-native.ts'
import { kakaoNotices } from './kakao-notices.ts'
import { kakaoProfile, kakaoSubject, kakaoUserId } from './kakao-user.ts'
import { authorizationAddress, codeForm, proofOf } from './oauth-client.ts'
import type { ProviderAnswer, ProviderHttp } from './provider-http.ts'
import { providerKeys } from './provider-keys.ts'

export type KakaoSettings = KakaoNativeSettings & {
  /** Empty where the console has it switched off: then none is sent. */
  readonly clientSecret: string | null
  /** Lets the app act on people by itself; without it nobody is unlinked when they leave. */
  readonly adminKey: string | null
  readonly redirectUri: string
  readonly openIdConnect: boolean
  /** Extra consent to ask for; asking for an item that the console has not makes KOE205. */
  readonly scope: readonly string[]
  readonly prompt: readonly string[]
  /** Kakao Sync: the tags of the terms to show; of the required ones at least one, or Kakao shows none. */
  readonly serviceTerms: readonly string[]
  /** The talk channel that a newcomer may add; one that the app is not linked to makes KOE102. */
  readonly channelPublicId: string | null
  /** The tags of declared documents, which may change while the service runs; they come beside `serviceTerms`. */
  readonly declaredTerms?: () => readonly string[]
  /** Where Kakao's own logout comes back to, registered in the console; `null`: it is not offered. */
  readonly logoutRedirectUri: string | null
  /** Off: the app connects whoever signs up by itself. */
  readonly autoConnect: boolean
}

/** Kakao Login (REST): code flow with state, nonce and PKCE; credentials in the body, as Kakao wants them. */
export function kakao(settings: KakaoSettings, http: ProviderHttp): IdentityProvider {
  const keys = providerKeys(http, `${settings.authUrl}/.well-known/jwks.json`)
  const authorizationEndpoint = endpointOfThisApp(settings)
  return {
    name: 'kakao',
    issuer: settings.authUrl,
    ...(settings.adminKey !== null && { links: kakaoLinks(settings, settings.adminKey, http) }),
    notices: kakaoNotices(settings, keys),
    ...accountLogoutOf(settings),
    ...(!settings.autoConnect && { joining: kakaoJoining(settings, http) }),
    authorizationUrl: async (attempt) => {
      const declared = settings.declaredTerms?.() ?? []
      const serviceTerms = [...new Set([...settings.serviceTerms, ...declared])]
      const endpoint =
        declared.length > 0 ? endpointOfThisApp({ ...settings, serviceTerms }) : authorizationEndpoint
      return `${endpoint}&${proofOf(attempt)}`
    },
    async identify(callback) {
      const answer = await http.postForm(`${settings.authUrl}/oauth/token`, codeForm(settings, callback))
      const accessToken = answer.json.access_token
      if (answer.status !== 200 || typeof accessToken !== 'string') return tokenRefusal(answer)
      if (String(answer.json.token_type).toLowerCase() !== 'bearer')
        throw mad('the token is not a bearer token')
      const joinTicket = settings.autoConnect ? undefined : joinTicketOf(answer)
      const left = joinTicket && { joinTicket }
      if (!settings.openIdConnect) return identifyByProfile(settings, http, accessToken, left)
      const subject = await proveSubject(settings, keys, answer, callback.nonce)
      return {
        kind: 'identified',
        identity: { provider: 'kakao', subject },
        profile: async () => ({ ...(await readUser(settings, http, accessToken, subject)), ...left }),
      }
    },
    proveNative: kakaoNative({
      settings,
      http,
      keys,
      identify: (accessToken) => identifyByProfile(settings, http, accessToken),
    }),
  }
}

/** `GET /oauth/logout`: Kakao asks whether its account is to be signed out too, and sends the browser back. */
function accountLogoutOf({ authUrl, clientId, logoutRedirectUri }: KakaoSettings) {
  if (logoutRedirectUri === null) return {}
  const query = new URLSearchParams({ client_id: clientId, logout_redirect_uri: logoutRedirectUri })
  return { accountLogoutUrl: `${authUrl}/oauth/logout?${query}` }
}

/** The authorization endpoint with every parameter that is the same for all attempts. */
function endpointOfThisApp({ authUrl, openIdConnect, scope, ...app }: KakaoSettings): string {
  // Without openid beside other items Kakao gives no id_token, without any scope it does.
  const asked = openIdConnect && scope.length > 0 ? [...new Set(['openid', ...scope])] : scope
  const { prompt, serviceTerms, channelPublicId } = app
  const channels = channelPublicId === null ? [] : [channelPublicId]
  const lists = { scope: asked, prompt, service_terms: serviceTerms, channel_public_id: channels }
  const sent = Object.entries(lists).filter(([, values]) => values.length > 0)
  const parameters = Object.fromEntries(sent.map(([name, values]) => [name, values.join(',')]))
  return authorizationAddress(`${authUrl}/oauth/authorize`, app, parameters)
}

async function proveSubject(
  { authUrl, clientId }: KakaoSettings,
  keys: ReturnType<typeof providerKeys>,
  { json }: ProviderAnswer,
  nonce: string,
): Promise<Subject> {
  if (typeof json.id_token !== 'string') {
    throw mad(
      'the token answer has no id_token: switch on OpenID Connect in the console, or set KAKAO_OIDC=off',
    )
  }
  try {
    const expected = { issuers: [authUrl], clientIds: [clientId], nonce, algorithms: ['RS256'] }
    const subject = kakaoSubject((await provedClaims(json.id_token, keys, expected)).sub)
    if (subject) return subject
  } catch (error) {
    if (error instanceof IdTokenRefused) throw mad(`the id_token was refused: ${error.message}`)
    throw error
  }
  throw mad('the sub of the id_token is not a Kakao user id')
}

async function identifyByProfile(
  settings: KakaoSettings,
  http: ProviderHttp,
  accessToken: string,
  left?: Pick<ToldProfile, 'joinTicket'>,
): Promise<Identified | ProviderRefusal> {
  const answer = await fetchUser(settings, http, accessToken)
  if (answer.status !== 200) return userApiRefusal(answer)
  const subject = kakaoUserId(answer.text)
  if (!subject) throw mad('/v2/user/me answered no user id')
  const profile = kakaoProfile(answer.json)
  return {
    kind: 'identified',
    identity: { provider: 'kakao', subject },
    profile: async () => ({ kind: 'profile', profile, ...left }),
  }
}

async function readUser(settings: KakaoSettings, http: ProviderHttp, accessToken: string, subject: Subject) {
  const answer = await fetchUser(settings, http, accessToken)
  if (answer.status !== 200) return userApiRefusal(answer)
  // OpenID Connect Core 5.3.2: nothing of it counts unless it speaks of the same person.
  if (kakaoUserId(answer.text) !== subject) throw mad('/v2/user/me speaks of someone else than the id_token')
  return { kind: 'profile' as const, profile: kakaoProfile(answer.json) }
}

function fetchUser(
  { apiUrl }: KakaoSettings,
  http: ProviderHttp,
  accessToken: string,
): Promise<ProviderAnswer> {
  return http.get(`${apiUrl}/v2/user/me?secure_resource=true`, { authorization: `Bearer ${accessToken}` })
}

function mad(hint: string): ProviderFailure {
  return new ProviderFailure('provider_unavailable', 'kakao', hint)
}
