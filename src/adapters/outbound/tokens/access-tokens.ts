import { randomUUID } from 'node:crypto'
import type { CryptoKey, JWTPayload, JWTVerifyOptions } from 'jose'
import { CompactSign, errors, jwtVerify } from 'jose'
import type {
  AccessToken,
  AccessTokens,
  ConsentToken,
  PublicKey,
  SignupToken,
} from '../../../application/ports/access-tokens.ts'
import type { AuthorizationRequest } from '../../../domain/client.ts'
import { ownClientId } from '../../../domain/client.ts'
import type { Destination } from '../../../domain/destination.ts'
import type { IdentityId, ProviderName } from '../../../domain/identity.ts'
import type { SessionId } from '../../../domain/ids.ts'
import type { ReturnTo } from '../../../domain/return-to.ts'
import type { UserId } from '../../../domain/user.ts'
import type { SigningKeys } from './keys.ts'

export type TokenPolicy = {
  /** PUBLIC_URL: `iss` of all our tokens. */
  readonly issuer: string
  readonly audience: string
  readonly accessTokenTtlSeconds: number
  readonly signupTtlSeconds: number
}

const utf8 = new TextEncoder()

const accessType = 'at+jwt'
const signupType = 'signup+jwt'
const consentType = 'consent+jwt'
/** Long enough to read documents; who takes longer logs in again. */
const consentTtlSeconds = 1_800

/** `AccessTokens` as JWTs by jose. Signup tokens differ in `typ` and in `aud`, so neither passes for the other. */
export function joseAccessTokens(keys: SigningKeys, policy: TokenPolicy): AccessTokens {
  const signupAudience = `${policy.issuer}/auth/signup`
  const consentAudience = `${policy.issuer}/auth/consent`
  const sign = (payload: JWTPayload, typ: string, subject: string, audience: string, ttlSeconds: number) => {
    const { kid, algorithm, key } = keys.current()
    const iat = seconds(new Date())
    const own = {
      iss: policy.issuer,
      aud: audience,
      sub: subject,
      jti: randomUUID(),
      iat,
      exp: iat + ttlSeconds,
    }
    // As a JWS of our own JSON: SignJWT makes a structured clone first, which takes as long as all else beside the signature.
    return new CompactSign(utf8.encode(JSON.stringify({ ...payload, ...own })))
      .setProtectedHeader({ alg: algorithm, typ, kid })
      .sign(key)
  }
  return {
    async issue({ userId, sessionId, provider, clientId, authenticatedAt }) {
      const payload = {
        sid: sessionId,
        client_id: clientId ?? ownClientId,
        auth_time: seconds(authenticatedAt),
        amr: [provider],
      }
      const { audience, accessTokenTtlSeconds: ttl } = policy
      return {
        accessToken: (await sign(payload, accessType, userId, audience, ttl)) as AccessToken,
        expiresIn: ttl,
      }
    },
    async verify(presented) {
      const read = await verified(keys, presented, options(policy.issuer, policy.audience, accessType))
      if (read.kind !== 'verified' || !isUuid(read.payload.sub) || !isUuid(read.payload.sid))
        return { kind: 'invalid_token' }
      return { kind: 'valid', userId: read.payload.sub as UserId, sessionId: read.payload.sid as SessionId }
    },
    async issueSignup({ identityId, ...destination }) {
      const token = await sign(
        leadingTo(destination),
        signupType,
        identityId,
        signupAudience,
        policy.signupTtlSeconds,
      )
      return { signupToken: token as SignupToken, expiresIn: policy.signupTtlSeconds }
    },
    async verifySignup(presented) {
      const read = await verified(keys, presented, options(policy.issuer, signupAudience, signupType))
      if (read.kind === 'expired') return { kind: 'signup_expired' }
      if (read.kind !== 'verified' || !isUuid(read.payload.sub)) return { kind: 'invalid_token' }
      return { kind: 'valid', identityId: read.payload.sub as IdentityId, ...destinationOf(read.payload) }
    },
    publicKeys: () => keys.publicJwks() as readonly PublicKey[],
    async issueConsent({ userId, provider, ...destination }) {
      const payload = { provider, ...leadingTo(destination) }
      const token = await sign(payload, consentType, userId, consentAudience, consentTtlSeconds)
      return { consentToken: token as ConsentToken, expiresIn: consentTtlSeconds }
    },
    async verifyConsent(presented) {
      const read = await verified(keys, presented, options(policy.issuer, consentAudience, consentType))
      if (read.kind !== 'verified' || !isUuid(read.payload.sub)) return { kind: 'invalid_token' }
      const provider = read.payload.provider as ProviderName
      return { kind: 'valid', userId: read.payload.sub as UserId, provider, ...destinationOf(read.payload) }
    },
  }
}

function leadingTo({ returnTo, client }: Destination): JWTPayload {
  return { ...(returnTo && { return_to: returnTo }), ...(client && { client }) }
}

function destinationOf({ return_to: returnTo = null, client = null }: JWTPayload): Destination {
  return { returnTo: returnTo as ReturnTo | null, client: client as AuthorizationRequest | null }
}

/** Every check of RFC 8725 that jose makes only when asked to. */
function options(issuer: string, audience: string, typ: string): JWTVerifyOptions {
  return {
    algorithms: ['ES256', 'EdDSA', 'RS256'],
    issuer,
    audience,
    typ,
    requiredClaims: ['iss', 'aud', 'sub', 'exp', 'iat', 'jti'],
  }
}

type Read = { kind: 'verified'; payload: JWTPayload } | { kind: 'expired' } | { kind: 'invalid' }

async function verified(keys: SigningKeys, presented: string, checks: JWTVerifyOptions): Promise<Read> {
  try {
    const { payload } = await jwtVerify(presented, ({ kid = '', alg }) => keyFor(keys, kid, alg), checks)
    return { kind: 'verified', payload }
  } catch (error) {
    if (error instanceof errors.JWTExpired) return { kind: 'expired' }
    if (error instanceof errors.JOSEError) return { kind: 'invalid' }
    throw error
  }
}

/** RFC 8725 3.1: by the header's name alone, and only for the algorithm that this key was made for. */
async function keyFor(keys: SigningKeys, kid: string, alg: string | undefined): Promise<CryptoKey> {
  const found = await keys.verifying(kid)
  if (found?.algorithm !== alg || !found) throw new errors.JWKSNoMatchingKey()
  return found.key
}

function isUuid(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value)
}

function seconds(date: Date): number {
  return Math.floor(date.getTime() / 1_000)
}
