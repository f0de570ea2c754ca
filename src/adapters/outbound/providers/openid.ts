import type { JWTPayload, JWTVerifyGetKey } from 'jose'
import type {
  Identified,
  IdentityProvider,
  ProviderRefusal,
} from '../../../application/ports/identity-providers.ts'
import { ProviderFailure } from '../../../application/ports/identity-providers.ts'
import type { ProviderName, ProviderProfile, Subject } from '../../../domain/identity.ts'
import { parseSubject } from '../../../domain/identity.ts'
import type { VerifiedCallback } from '../../../domain/login.ts'
import type { Discovering, ProviderMetadata } from './discovery.ts'
import { discovery } from './discovery.ts'
import { IdTokenRefused, provedClaims } from './id-token.ts'
import type { Meaning } from './meanings.ts'
import { knownError, lookUp, ours, refuse } from './meanings.ts'
import type { Registration } from './oauth-client.ts'
import { authorizationAddress, basicCredentials, codeForm, codeGrant, proofOf } from './oauth-client.ts'
import type { EventHabits } from './openid-events.ts'
import { openIdEvents } from './openid-events.ts'
import { openIdNative } from './openid-native.ts'
import { usableEmail, usableImage, usableNickname } from './profile-claims.ts'
import type { ProviderAnswer, ProviderHttp } from './provider-http.ts'

/** Which claim says what; of several the first that is usable. */
export type ClaimNames = {
  readonly nickname: readonly string[]
  readonly email: string
  readonly emailVerified: string
  readonly picture: string
}

export const standardClaims: ClaimNames = {
  nickname: ['nickname', 'name', 'preferred_username'],
  email: 'email',
  emailVerified: 'email_verified',
  picture: 'picture',
}

export type OpenIdSettings = Registration &
  Discovering & {
    /** Every spelling of the issuer that its id_tokens may have, the configured one among them. */
    readonly tokenIssuers: readonly string[]
    /** What people call it. */
    readonly label?: string
    /** Asked for besides `openid`. */
    readonly scope: readonly string[]
    readonly claims: ClaimNames
    /** More of the authorization request, such as Google's `hd`. */
    readonly parameters: Readonly<Record<string, string>>
    /** The key of id_tokens by HS256, where the provider's documents say so; absent: public keys alone. */
    readonly idTokenSecret?: string
    /** Where the provider's documents say more than its discovery document. */
    readonly clientAuthentication?: ProviderMetadata['clientAuthentication']
    /** Further ids of our applications at this provider, by whose id_tokens mobile apps log in; absent: none does. */
    readonly nativeClientIds?: readonly string[]
    /** How it pushes security event tokens (RFC 8935); absent: nobody listens. */
    readonly eventHabits?: EventHabits
    /** Whether we take this person at all, by what is proved of them; an operator's hint where we do not. */
    readonly refusePerson?: (claims: JWTPayload) => string | undefined
  }

/** Any OpenID provider, by its discovery document: code flow with state, nonce and PKCE. */
export function openIdProvider(settings: OpenIdSettings, http: ProviderHttp): IdentityProvider {
  const metadata = discovery(http, settings)
  const scope = [...new Set(['openid', ...settings.scope])].join(' ')
  return {
    name: settings.name,
    ...(settings.label !== undefined && { label: settings.label }),
    issuer: settings.issuer,
    sendsIss: async () => (await metadata()).sendsIss,
    async authorizationUrl(attempt) {
      const { authorizationEndpoint } = await metadata()
      const fixed = { scope, ...settings.parameters }
      return `${authorizationAddress(authorizationEndpoint, settings, fixed)}&${proofOf(attempt)}`
    },
    async identify(callback) {
      const found = await metadata()
      const answer = await exchange(settings, found, http, callback)
      const accessToken = answer.json.access_token
      if (answer.status !== 200 || typeof accessToken !== 'string') return tokenRefusal(settings.name, answer)
      if (String(answer.json.token_type).toLowerCase() !== 'bearer')
        throw mad(settings.name, 'the token is not a bearer token')
      const claims = await prove(settings, found, answer.json.id_token, callback.nonce)
      const hint = settings.refusePerson?.(claims)
      if (hint !== undefined) return { kind: 'access_denied', hint }
      return identifiedBy(settings, found, http, { claims, accessToken })
    },
    ...(settings.eventHabits && { notices: openIdEvents(settings, settings.eventHabits, metadata) }),
    ...(settings.nativeClientIds && {
      proveNative: openIdNative({
        settings,
        metadata,
        profileOf: (claims) => profileOf(claims, settings.claims),
      }),
    }),
  }
}

function exchange(
  settings: OpenIdSettings,
  { tokenEndpoint, ...found }: ProviderMetadata,
  http: ProviderHttp,
  callback: VerifiedCallback,
): Promise<ProviderAnswer> {
  const clientAuthentication = settings.clientAuthentication ?? found.clientAuthentication
  if (clientAuthentication === 'client_secret_post' || settings.clientSecret === null)
    return http.postForm(tokenEndpoint, codeForm(settings, callback))
  const form = { ...codeGrant(settings, callback), code_verifier: callback.codeVerifier }
  return http.postForm(tokenEndpoint, form, basicCredentials(settings))
}

async function prove(
  settings: OpenIdSettings,
  found: ProviderMetadata,
  idToken: unknown,
  nonce: string,
): Promise<JWTPayload & { readonly sub: Subject }> {
  const { name, clientId, tokenIssuers: issuers } = settings
  if (typeof idToken !== 'string') throw mad(name, 'the token answer has no id_token')
  try {
    const { keys, algorithms } = signaturesOf(settings, found)
    const claims = await provedClaims(idToken, keys, { issuers, clientIds: [clientId], nonce, algorithms })
    const sub = parseSubject(claims.sub)
    if (sub) return { ...claims, sub }
  } catch (error) {
    if (error instanceof IdTokenRefused) throw mad(name, `the id_token was refused: ${error.message}`)
    throw error
  }
  throw mad(name, 'the sub of the id_token is no subject')
}

/** Each kind of signature has its own kind of key: a public key is never tried as a secret (RFC 8725 3.1). */
function signaturesOf(
  { idTokenSecret }: OpenIdSettings,
  { keys, algorithms }: ProviderMetadata,
): { keys: JWTVerifyGetKey; algorithms: readonly string[] } {
  if (idTokenSecret === undefined) return { keys, algorithms }
  const secret = new TextEncoder().encode(idTokenSecret)
  return {
    keys: async (header, token) => (header.alg === 'HS256' ? secret : keys(header, token)),
    algorithms: ['HS256', ...algorithms],
  }
}

type Proved = { readonly claims: JWTPayload & { readonly sub: Subject }; readonly accessToken: string }

function identifiedBy(
  { name, claims: names }: OpenIdSettings,
  { userinfoEndpoint }: ProviderMetadata,
  http: ProviderHttp,
  { claims, accessToken }: Proved,
): Identified {
  const told = profileOf(claims, names)
  return {
    kind: 'identified',
    identity: { provider: name, subject: claims.sub },
    async profile() {
      const isEnough = told.nickname !== null && told.email !== null
      if (isEnough || userinfoEndpoint === null) return { kind: 'profile', profile: told }
      const { status, json } = await http.get(userinfoEndpoint, { authorization: `Bearer ${accessToken}` })
      // OpenID Connect Core 5.3.2: nothing of it counts unless it speaks of the same person.
      if (status === 200 && json.sub !== claims.sub) throw mad(name, 'userinfo speaks of someone else')
      if (status !== 200) throw mad(name, `userinfo answered ${status}`)
      const more = profileOf(json, names)
      const profile = {
        nickname: told.nickname ?? more.nickname,
        email: told.email ?? more.email,
        imageUrl: told.imageUrl ?? more.imageUrl,
      }
      return { kind: 'profile', profile }
    },
  }
}

function profileOf(claims: Readonly<Record<string, unknown>>, names: ClaimNames): ProviderProfile {
  const nicknames = names.nickname.map((claim) => usableNickname(claims[claim]))
  return {
    nickname: nicknames.find((nickname) => nickname !== null) ?? null,
    email: usableEmail(claims[names.email], claims[names.emailVerified]),
    imageUrl: usableImage(claims[names.picture]),
  }
}

const meanings: Readonly<Record<string, Meaning>> = {
  invalid_grant: { means: 'invalid_code', hint: 'the code is unknown, expired or used' },
  access_denied: { means: 'access_denied', hint: 'the provider refused this person' },
  invalid_client: ours('the client id or secret is wrong'),
  unauthorized_client: ours('this client may not use the code flow'),
  redirect_uri_mismatch: ours('register the redirect URI of this provider'),
}

function tokenRefusal(provider: ProviderName, { status, json }: ProviderAnswer): ProviderRefusal {
  const said = `the token endpoint answered ${status} ${knownError(json.error)}`
  return refuse(provider, lookUp(meanings, json.error), said)
}

function mad(provider: ProviderName, hint: string): ProviderFailure {
  return new ProviderFailure('provider_unavailable', provider, hint)
}
