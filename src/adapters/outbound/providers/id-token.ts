import type { JWTPayload, JWTVerifyGetKey } from 'jose'
import { errors, jwtVerify } from 'jose'
import { ProviderFailure } from '../../../application/ports/identity-providers.ts'

/** What an id_token must say to be believed. */
export type IdTokenExpectation = {
  /** Every spelling of the issuer that is believed: Google has two. */
  readonly issuers: readonly string[]
  /** Our own ids at the provider: the token is for one of them and for nobody else. */
  readonly clientIds: readonly string[]
  /** `null`: the caller judges the one that the token has, if any. */
  readonly nonce: string | null
  readonly algorithms: readonly string[]
}

/** Seconds. Clocks may differ by a minute; a token is used as soon as it is there, so an old one is a replay. */
const clockToleranceSeconds = 60
const oldestSeconds = 600

/** An id_token that is not what it must be; the message names the check, never the token. */
export class IdTokenRefused extends Error {}

/** Proves an id_token by OpenID Connect Core 3.1.3.7, with the checks that jose leaves to its caller. */
export async function provedClaims(
  idToken: string,
  keys: JWTVerifyGetKey,
  { issuers, clientIds, nonce, algorithms }: IdTokenExpectation,
): Promise<JWTPayload> {
  const payload = await signedClaims(idToken, keys, {
    issuer: [...issuers],
    audience: [...clientIds],
    algorithms: [...algorithms],
    requiredClaims: ['iss', 'aud', 'sub', 'exp', 'iat', ...(nonce === null ? [] : ['nonce'])],
    maxTokenAge: oldestSeconds,
    clockTolerance: clockToleranceSeconds,
  })
  if (nonce !== null && payload.nonce !== nonce)
    throw new IdTokenRefused('the nonce is not the one that was sent')
  if ([payload.aud].flat().length !== 1) throw new IdTokenRefused('there are other audiences')
  if (payload.azp !== undefined && !clientIds.includes(String(payload.azp)))
    throw new IdTokenRefused('azp is another client')
  if ((payload.exp ?? 0) <= (payload.iat ?? 0)) throw new IdTokenRefused('it expires before it was issued')
  return payload
}

async function signedClaims(
  ...[token, keys, checks]: Parameters<typeof jwtVerify<JWTPayload>>
): Promise<JWTPayload> {
  try {
    return (await jwtVerify(token, keys as JWTVerifyGetKey, checks)).payload
  } catch (error) {
    if (error instanceof ProviderFailure) throw error
    // A key that cannot even be read makes WebCrypto throw its own errors: no less a refusal.
    throw new IdTokenRefused(
      error instanceof errors.JOSEError ? `${error.code}: ${error.message}` : 'unusable key',
    )
  }
}
