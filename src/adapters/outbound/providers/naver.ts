import type { IdentityProvider, ProviderRefusal } from '../../../application/ports/identity-providers.ts'
import { ProviderFailure } from '../../../application/ports/identity-providers.ts'
import type { Meaning } from './meanings.ts'
import { knownError, lookUp, ours, refuse } from './meanings.ts'
import { naverNotices } from './naver-notices.ts'
import { naverSubject } from './naver-user.ts'
import type { Registration } from './oauth-client.ts'
import { authorizationAddress, bodyCredentials, codeGrant } from './oauth-client.ts'
import { isObject, usableImage, usableNickname } from './profile-claims.ts'
import type { ProviderAnswer, ProviderHttp } from './provider-http.ts'
import { refreshTokenOf, requireRevoked, revocationForm } from './token-revocation.ts'

export type NaverSettings = Registration & {
  readonly authUrl: string
  readonly apiUrl: string
  /** `reprompt` asks again for refused items, `reauthenticate` for the password; `null` for neither. */
  readonly authType: string | null
  /** The client secret before, by which what Naver tells may still be signed; `null` when there is none. */
  readonly formerClientSecret: string | null
}

/**
 * Naver Login, the OAuth 2.0 stack: it takes neither PKCE nor a nonce, so that `state`, which Naver wants in the
 * token request too, alone binds an answer to its attempt. Who the person is comes with the profile.
 */
export function naver(settings: NaverSettings, http: ProviderHttp): IdentityProvider {
  const fixed: Record<string, string> = settings.authType === null ? {} : { auth_type: settings.authType }
  const address = authorizationAddress(`${settings.authUrl}/oauth2.0/authorize`, settings, fixed)
  return {
    name: 'naver',
    issuer: settings.authUrl,
    // Without a secret anybody could sign.
    ...(settings.clientSecret && {
      notices: naverNotices({ ...settings, clientSecret: settings.clientSecret }),
    }),
    authorizationUrl: async ({ state }) => `${address}&${new URLSearchParams({ state })}`,
    async identify(callback) {
      const form = { ...bodyCredentials(settings), ...codeGrant(settings, callback), state: callback.state }
      const answer = await http.postForm(`${settings.authUrl}/oauth2.0/token`, form)
      const { error, access_token: accessToken, token_type: tokenType } = answer.json
      // Naver tells its errors with status 200 too: the body alone decides.
      if (error !== undefined || answer.status !== 200 || typeof accessToken !== 'string')
        return tokenRefusal(answer)
      if (String(tokenType).toLowerCase() !== 'bearer') throw mad('the token is not a bearer token')
      const refreshToken = refreshTokenOf(answer.json.refresh_token)
      return {
        ...(await identifyByProfile(settings, http, accessToken)),
        ...(refreshToken !== undefined && { refreshToken }),
      }
    },
    links: {
      async remove(_subject, refreshToken) {
        if (refreshToken === null) return
        const form = { ...bodyCredentials(settings), ...revocationForm(refreshToken) }
        requireRevoked('naver', await http.tell(`${settings.authUrl}/oauth2.0/revoke`, form))
      },
    },
  }
}

async function identifyByProfile({ apiUrl }: NaverSettings, http: ProviderHttp, accessToken: string) {
  const answer = await http.get(`${apiUrl}/v1/nid/me`, { authorization: `Bearer ${accessToken}` })
  const { resultcode, response } = answer.json
  if (answer.status !== 200 || resultcode !== '00' || !isObject(response)) throw profileFailure(answer)
  const subject = naverSubject(response.id)
  if (!subject) throw mad('/v1/nid/me answered no user id as text')
  const profile = {
    nickname: usableNickname(response.nickname),
    // Naver's address is for contact: anyone's, changeable, and never marked as verified.
    email: null,
    imageUrl: usableImage(response.profile_image),
  }
  return {
    kind: 'identified' as const,
    identity: { provider: 'naver' as const, subject },
    profile: async () => ({ kind: 'profile' as const, profile }),
  }
}

const usedCode: Meaning = { means: 'invalid_code', hint: 'the code is unknown, expired or used' }
const credentials = ours('NAVER_CLIENT_ID or NAVER_CLIENT_SECRET is wrong')

const meanings: Readonly<Record<string, Meaning>> = {
  invalid_request: usedCode,
  invalid_grant: usedCode,
  access_denied: { means: 'access_denied', hint: 'Naver refused this person' },
  unauthorized_client: credentials,
  invalid_client: credentials,
}

/** One word stands for a used code and for wrong credentials; only the description tells them apart. */
function tokenRefusal({ status, json }: ProviderAnswer): ProviderRefusal {
  const aboutUs = /client/i.test(String(json.error_description ?? ''))
  const meaning = aboutUs ? credentials : lookUp(meanings, json.error)
  return refuse('naver', meaning, `/oauth2.0/token answered ${status} ${knownError(json.error)}`)
}

/** The API tells its code under one name, its gateway under another. */
function profileFailure({ status, json }: ProviderAnswer): ProviderFailure {
  const code = String(json.resultcode ?? json.errorCode ?? '')
  const told = `/v1/nid/me answered ${status} ${/^\w{1,8}$/.test(code) ? code : 'without a code'}`
  if (status === 429) return new ProviderFailure('provider_busy', 'naver', `${told}: the app's daily quota`)
  if (status === 403) return mad(`${told}: the app may not read the profile; see its API settings`)
  return mad(told)
}

function mad(hint: string): ProviderFailure {
  return new ProviderFailure('provider_unavailable', 'naver', hint)
}
