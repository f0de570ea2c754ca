import fc from 'fast-check'
import type { JWTHeaderParameters } from 'jose'
import { decodeJwt, decodeProtectedHeader, generateKeyPair, importJWK, SignJWT, UnsecuredJWT } from 'jose'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { joseAccessTokens } from '../../src/adapters/outbound/tokens/access-tokens.ts'
import type { IdentityId } from '../../src/domain/identity.ts'
import type { SessionId } from '../../src/domain/ids.ts'
import type { ReturnTo } from '../../src/domain/return-to.ts'
import type { UserId } from '../../src/domain/user.ts'
import { newSigningKeys } from '../support/signing-keys.ts'

const keys = await newSigningKeys()
const policy = {
  issuer: 'https://login.example.com',
  audience: 'https://api.example.com',
  accessTokenTtlSeconds: 600,
  signupTtlSeconds: 3_600,
}
const tokens = joseAccessTokens(keys, policy)
const userId = '01a20000-0000-7000-8000-000000000001' as UserId
const sessionId = '01a20000-0000-7000-8000-000000000002' as SessionId
const identityId = '01a20000-0000-7000-8000-000000000003' as IdentityId
const authenticatedAt = new Date('2026-11-01T08:00:00.999Z')
const access = async () =>
  (await tokens.issue({ userId, sessionId, provider: 'kakao', clientId: null, authenticatedAt })).accessToken
const signup = async (returnTo: string | null = null) =>
  (await tokens.issueSignup({ identityId, returnTo: returnTo as ReturnTo | null, client: null })).signupToken

const standStill = (time: string) => {
  vi.useFakeTimers({ toFake: ['Date'] })
  vi.setSystemTime(new Date(time))
}
const turn = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1_000)
afterEach(() => {
  vi.useRealTimers()
})

/** Members that replace the usual ones; `undefined` takes one out. */
type Members = Readonly<Record<string, unknown>>

/** A token signed by our own key, with parts of it as they should not be. */
const forged = async (payload: Members = {}, header: Members = {}) => {
  const usual = decodeJwt(await access())
  const usualHeader = { alg: 'ES256', typ: 'at+jwt', kid: keys.current().kid }
  const whole = Object.entries({ ...usual, ...payload }).filter(([, value]) => value !== undefined)
  return new SignJWT(Object.fromEntries(whole))
    .setProtectedHeader({ ...usualHeader, ...header } as JWTHeaderParameters)
    .sign(keys.current().key)
}
const invalid = { kind: 'invalid_token' }
const refusedByBoth = async (token: string) => {
  expect(await tokens.verify(token)).toEqual(invalid)
  expect(await tokens.verifySignup(token)).toEqual(invalid)
}

describe('an access token', () => {
  it('has the header and the claims of RFC 9068', async () => {
    standStill('2026-11-01T09:00:00Z')
    const { accessToken, expiresIn } = await tokens.issue({
      userId,
      sessionId,
      provider: 'kakao',
      clientId: null,
      authenticatedAt,
    })
    expect(expiresIn).toBe(600)
    expect(decodeProtectedHeader(accessToken)).toEqual({
      alg: 'ES256',
      typ: 'at+jwt',
      kid: keys.current().kid,
    })
    const iat = Date.parse('2026-11-01T09:00:00Z') / 1_000
    expect(decodeJwt(accessToken)).toEqual({
      iss: policy.issuer,
      aud: policy.audience,
      sub: userId,
      sid: sessionId,
      client_id: 'daemun',
      auth_time: iat - 3_600,
      amr: ['kakao'],
      iat,
      exp: iat + 600,
      jti: expect.any(String),
    })
  })

  it('tells its user and session, and has an id of its own', async () => {
    expect(await tokens.verify(await access())).toEqual({ kind: 'valid', userId, sessionId })
    expect(decodeJwt(await access()).jti).not.toBe(decodeJwt(await access()).jti)
  })

  it('is good for its time, to the second', async () => {
    standStill('2026-11-01T09:00:00Z')
    const token = await access()
    turn(599)
    expect(await tokens.verify(token)).toMatchObject({ kind: 'valid' })
    turn(1)
    expect(await tokens.verify(token)).toEqual(invalid)
  })

  it('is no signup token, fresh or expired (RT1, RFC 8725 3.11)', async () => {
    standStill('2026-11-01T09:00:00Z')
    const token = await access()
    expect(await tokens.verifySignup(token)).toEqual(invalid)
    turn(100_000)
    expect(await tokens.verifySignup(token)).toEqual(invalid)
  })
})

describe('a signup token', () => {
  it('tells whose signup it opens and where they were going, and nothing else', async () => {
    standStill('2026-11-01T09:00:00Z')
    const { signupToken, expiresIn } = await tokens.issueSignup({ identityId, returnTo: null, client: null })
    expect(expiresIn).toBe(3_600)
    const iat = Date.parse('2026-11-01T09:00:00Z') / 1_000
    expect(decodeJwt(signupToken)).toEqual({
      iss: policy.issuer,
      aud: `${policy.issuer}/auth/signup`,
      sub: identityId,
      iat,
      exp: iat + 3_600,
      jti: expect.any(String),
    })
    expect(decodeProtectedHeader(signupToken).typ).toBe('signup+jwt')
    expect(await tokens.verifySignup(signupToken)).toEqual({
      kind: 'valid',
      identityId,
      returnTo: null,
      client: null,
    })
    expect(await tokens.verifySignup(await signup('/orders'))).toMatchObject({ returnTo: '/orders' })
  })

  it('is told apart when it is only too old, because its person can act on that', async () => {
    standStill('2026-11-01T09:00:00Z')
    const token = await signup()
    turn(3_599)
    expect(await tokens.verifySignup(token)).toMatchObject({ kind: 'valid' })
    turn(1)
    expect(await tokens.verifySignup(token)).toEqual({ kind: 'signup_expired' })
  })

  it('is not told apart when it is old and also not ours', async () => {
    standStill('2026-11-01T09:00:00Z')
    const token = await signup()
    turn(3_600)
    const another = joseAccessTokens(await newSigningKeys(), policy)
    expect(await another.verifySignup(token)).toEqual(invalid)
  })

  it('is no access token (RT1, RFC 8725 3.11)', async () => {
    expect(await tokens.verify(await signup())).toEqual(invalid)
  })
})

describe('a token that is refused', () => {
  it.each<[string, Members, Members]>([
    ['the typ of a signup token with the audience of an access token', {}, { typ: 'signup+jwt' }],
    [
      'the audience of a signup token with the typ of an access token',
      { aud: `${policy.issuer}/auth/signup` },
      {},
    ],
    ['no typ', {}, { typ: undefined }],
    ['the typ of any JWT', {}, { typ: 'JWT' }],
    ['another issuer', { iss: 'https://evil.example' }, {}],
    ['no issuer', { iss: undefined }, {}],
    ['another audience', { aud: 'https://other.example' }, {}],
    ['no audience', { aud: undefined }, {}],
    ['no expiry', { exp: undefined }, {}],
    ['an expiry in the past', { exp: 1 }, {}],
    ['an expiry that is no number', { exp: 'never' }, {}],
    ['no time of issue', { iat: undefined }, {}],
    ['no jti', { jti: undefined }, {}],
    ['no subject', { sub: undefined }, {}],
    ['an empty subject', { sub: '' }, {}],
    ['a subject that is no id of ours', { sub: 'admin' }, {}],
    ['a subject that is no text', { sub: 1 }, {}],
    ['a list of subjects', { sub: [userId] }, {}],
    ['no session', { sid: undefined }, {}],
    ['a session that is no id of ours', { sid: "'; --" }, {}],
    ['a time before which it is not good', { nbf: 4_000_000_000 }, {}],
    ['no kid', {}, { kid: undefined }],
    ['an unknown kid', {}, { kid: 'unknown' }],
    ['a kid that every object has', {}, { kid: 'constructor' }],
  ])('has %s', async (_, payload, header) => {
    await refusedByBoth(await forged(payload, header))
  })

  it('would be accepted as it is usually made: the forger is no worse than that', async () => {
    expect(await tokens.verify(await forged())).toEqual({ kind: 'valid', userId, sessionId })
  })

  it('has no signature at all (alg none, RFC 8725 3.1)', async () => {
    const claims = decodeJwt(await access())
    const header = Buffer.from(JSON.stringify({ alg: 'none', typ: 'at+jwt', kid: keys.current().kid }))
    const [, payload = ''] = (await access()).split('.')
    await refusedByBoth(new UnsecuredJWT(claims).encode())
    await refusedByBoth(`${header.toString('base64url')}.${payload}.`)
    await refusedByBoth(`${header.toString('base64url')}.${payload}.${'A'.repeat(86)}`)
  })

  it('is signed with our public key as an HMAC secret', async () => {
    const [jwk] = keys.publicJwks()
    const header = { alg: 'HS256', typ: 'at+jwt', kid: keys.current().kid }
    for (const secret of [JSON.stringify(jwk), jwk?.x ?? '', `${jwk?.x}${jwk?.y}`]) {
      const token = await new SignJWT(decodeJwt(await access()))
        .setProtectedHeader(header)
        .sign(new TextEncoder().encode(secret.padEnd(32)))
      await refusedByBoth(token)
    }
  })

  it.each(['ES256', 'ES384', 'RS256', 'EdDSA'])(
    'is signed by somebody else with %s under our kid',
    async (alg) => {
      const { privateKey } = await generateKeyPair(alg)
      const token = await new SignJWT(decodeJwt(await access()))
        .setProtectedHeader({ alg, typ: 'at+jwt', kid: keys.current().kid })
        .sign(privateKey)
      await refusedByBoth(token)
    },
  )

  it('brings its own key along (jwk and jku are not read)', async () => {
    const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true })
    const jwk = { ...(await crypto.subtle.exportKey('jwk', publicKey)), alg: 'ES256' }
    await importJWK(jwk as never)
    for (const extra of [{ jwk }, { jku: 'https://evil.example/jwks.json' }]) {
      const token = await new SignJWT(decodeJwt(await access()))
        .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: keys.current().kid, ...extra } as never)
        .sign(privateKey)
      await refusedByBoth(token)
    }
  })

  it('was changed in one of its parts', async () => {
    const token = await access()
    for (const [index, part] of token.split('.').entries()) {
      const parts = token.split('.')
      const flipped = Buffer.from(part, 'base64url')
      flipped[flipped.length - 3] = (flipped.at(-3) ?? 0) ^ 1
      parts[index] = flipped.toString('base64url')
      await refusedByBoth(parts.join('.'))
    }
  })

  it('is anything else, and is refused rather than thrown over', async () => {
    const junk = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fc.base64String(), { maxLength: 6 }).map((parts) => parts.join('.')),
      fc
        .array(
          fc.json().map((json) => Buffer.from(json).toString('base64url')),
          { minLength: 3, maxLength: 3 },
        )
        .map((parts) => parts.join('.')),
    )
    await fc.assert(fc.asyncProperty(junk, refusedByBoth), { numRuns: 200 })
  })
})

describe('publicKeys', () => {
  it('has no private member (RT10)', () => {
    for (const key of tokens.publicKeys())
      expect(Object.keys(key).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y'])
  })
})
