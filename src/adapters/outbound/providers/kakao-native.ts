import type {
  Identified,
  NativelyIdentified,
  NativeRefusal,
  ProviderRefusal,
} from '../../../application/ports/identity-providers.ts'
import type { ProviderProfile } from '../../../domain/identity.ts'
import type { NativeProof } from '../../../domain/native-login.ts'
import { IdTokenRefused, provedClaims } from './id-token.ts'
import { userApiRefusal } from './kakao-errors.ts'
import { kakaoDigits, kakaoSubject } from './kakao-user.ts'
import { usableImage, usableNickname } from './profile-claims.ts'
import type { ProviderHttp } from './provider-http.ts'
import type { providerKeys } from './provider-keys.ts'

export type KakaoNativeSettings = {
  readonly clientId: string
  readonly authUrl: string
  readonly apiUrl: string
  /** Keys of the same Kakao app by which its mobile apps log in. */
  readonly nativeAppKeys: readonly string[]
  /** Kakao's number of the app, as text; `null` where access tokens are not taken. */
  readonly appId: string | null
}

type Needs = {
  readonly settings: KakaoNativeSettings
  readonly http: ProviderHttp
  readonly keys: ReturnType<typeof providerKeys>
  /** Who an access token belongs to. */
  readonly identify: (accessToken: string) => Promise<Identified | ProviderRefusal>
}

/** Proves what Kakao's SDK gave to a mobile app: an id_token by itself, an access token by asking whose app's it is. */
export const kakaoNative =
  (needs: Needs) =>
  (proof: NativeProof): Promise<NativelyIdentified | ProviderRefusal | NativeRefusal> =>
    proof.kind === 'id_token' ? byIdToken(needs, proof.idToken) : byAccessToken(needs, proof.accessToken)

async function byIdToken(
  { settings, keys }: Needs,
  idToken: string,
): Promise<NativelyIdentified | NativeRefusal> {
  const { authUrl, clientId, nativeAppKeys } = settings
  const expected = {
    issuers: [authUrl],
    clientIds: [clientId, ...nativeAppKeys],
    nonce: null,
    algorithms: ['RS256'],
  }
  try {
    const { sub, nonce, nickname, picture } = await provedClaims(idToken, keys, expected)
    const subject = kakaoSubject(sub)
    if (!subject) return refused('the sub is not a Kakao user id')
    // No e-mail: whether it is valid and verified stands in /v2/user/me alone.
    const profile: ProviderProfile = {
      nickname: usableNickname(nickname),
      email: null,
      imageUrl: usableImage(picture),
    }
    return {
      kind: 'identified',
      identity: { provider: 'kakao', subject },
      nonce: typeof nonce === 'string' ? nonce : null,
      profile: async () => ({ kind: 'profile', profile }),
    }
  } catch (error) {
    if (error instanceof IdTokenRefused) return refused(error.message)
    throw error
  }
}

async function byAccessToken(
  { settings: { apiUrl, appId }, http, identify }: Needs,
  accessToken: string,
): Promise<NativelyIdentified | ProviderRefusal | NativeRefusal> {
  // A token of another app proves who somebody is to that app, whose owner could come here with it.
  if (appId === null) return { kind: 'native_login_unsupported' }
  const answer = await http.get(`${apiUrl}/v1/user/access_token_info`, {
    authorization: `Bearer ${accessToken}`,
  })
  if (answer.status === 401 || answer.json.code === -401 || answer.json.code === -2)
    return refused(`/v1/user/access_token_info answered ${answer.status}`)
  if (answer.status !== 200) return userApiRefusal(answer)
  if (kakaoDigits(answer.text, 'app_id') !== appId) return refused('the access token is of another app')
  const identified = await identify(accessToken)
  if (identified.kind !== 'identified') return identified
  if (kakaoDigits(answer.text, 'id') !== identified.identity.subject)
    return refused('/v2/user/me speaks of someone else than /v1/user/access_token_info')
  return { ...identified, nonce: null }
}

function refused(hint: string): NativeRefusal {
  return { kind: 'invalid_provider_token', hint }
}
