import { createHmac, generateKeyPairSync, sign } from 'node:crypto'
import { decodeJwt, decodeProtectedHeader } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { authorized, newClient, signedUp } from '../support/client.ts'
import { told } from '../support/problem.ts'
import type { Service } from '../support/service.ts'
import { startService } from '../support/service.ts'

let service: Service
let stranger: Service
let tokens: Readonly<Record<'access' | 'signup' | 'refresh' | 'foreignAccess' | 'foreignSignup', string>>

beforeAll(async () => {
  const started = await Promise.all([startService(), startService()])
  ;[service, stranger] = started
  const [mine, newcomer, theirs, theirNewcomer] = await Promise.all([
    signedUp(service, '7001'),
    newClient(service).login('7002'),
    signedUp(stranger, '7001'),
    newClient(stranger).login('7002'),
  ])
  tokens = {
    access: mine.access_token,
    refresh: mine.refresh_token,
    signup: newcomer.body.signup_token,
    foreignAccess: theirs.access_token,
    foreignSignup: theirNewcomer.body.signup_token,
  }
})
afterAll(() => Promise.all([service.stop(), stranger.stop()]))

const call = (path: string, init: RequestInit) => fetch(service.url + path, init)
const invalidToken = { status: 401, code: 'invalid_token' }
const invalidGrant = { status: 401, code: 'invalid_grant' }

/** Every call that takes a token, by the kind that it takes. */
const forUsers: [method: string, path: string, body?: object][] = [
  ['GET', '/users/me'],
  ['PATCH', '/users/me', { nickname: '다른 이름' }],
  ['GET', '/auth/sessions'],
  ['DELETE', '/auth/sessions'],
  ['DELETE', '/auth/sessions/0196f7e0-0000-7000-8000-000000000000'],
]
const forNewcomers: typeof forUsers = [
  ['GET', '/auth/signup'],
  ['PATCH', '/auth/signup', { nickname: '다른 이름' }],
  ['POST', '/auth/signup/complete', { nickname: '길동', agreed_terms: ['terms-of-service', 'privacy'] }],
  ['DELETE', '/auth/signup'],
]

const refusedBy = async (calls: typeof forUsers, token: string) => {
  for (const [method, path, body] of calls) {
    const answer = await call(path, authorized(token, method, body))
    const challenge = answer.headers.get('www-authenticate')
    expect([path, await told(answer), challenge]).toEqual([
      path,
      invalidToken,
      'Bearer error="invalid_token"',
    ])
  }
}
const refresh = (refresh_token: string) =>
  call('/auth/token', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ refresh_token }),
  })
const isGood = async () => {
  expect((await call('/users/me', authorized(tokens.access))).status).toBe(200)
  expect((await call('/auth/signup', authorized(tokens.signup))).status).toBeLessThan(300)
}

describe('a token where it does not belong (RT1, ASVS 9.2.2, RFC 8725 3.11, 3.12)', () => {
  it.each(['signup', 'refresh', 'foreignAccess', 'foreignSignup'] as const)(
    'the %s token is nobody where an access token is asked for',
    (name) => refusedBy(forUsers, tokens[name]),
  )

  it.each(['access', 'refresh', 'foreignAccess', 'foreignSignup'] as const)(
    'the %s token is nobody where a signup token is asked for',
    (name) => refusedBy(forNewcomers, tokens[name]),
  )

  it.each(['access', 'signup', 'foreignAccess', 'foreignSignup'] as const)(
    'the %s token buys no refresh',
    async (name) => expect(await told(await refresh(tokens[name]))).toEqual(invalidGrant),
  )

  it.each(['signup', 'refresh', 'foreignAccess'] as const)('the %s token ends no session', async (name) => {
    const answer = await call('/auth/logout', authorized(tokens[name], 'POST'))
    expect(await told(answer)).toEqual(invalidToken)
    await isGood()
  })

  it('as a cookie of another name is nobody', async () => {
    for (const [name, value] of [
      ['daemun_session', tokens.access],
      ['daemun_session', tokens.signup],
      ['daemun_signup', tokens.access],
      ['daemun_signup', tokens.refresh],
    ])
      for (const path of ['/users/me', '/auth/signup']) {
        const answer = await call(path, { headers: { cookie: `${name}=${value}` } })
        expect(await told(answer)).toEqual(invalidToken)
      }
  })

  it('is read from the Authorization header alone (RT9, RFC 6750 2.3, 5.3)', async () => {
    for (const name of ['access_token', 'token', 'bearer']) {
      const answer = await call(`/users/me?${name}=${tokens.access}`, {})
      expect([await told(answer), answer.headers.get('www-authenticate')]).toEqual([invalidToken, 'Bearer'])
    }
    const inBody = await call('/users/me', {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ access_token: tokens.access, nickname: '길동' }),
    })
    expect(inBody.status).toBeGreaterThanOrEqual(400)
  })
})

/** A token with a header and claims of the forger's own, and the signature that `signed` makes. */
const forge = (
  token: string,
  header: object,
  signed: (input: Buffer) => Buffer | string,
  claims: object = {},
) => {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const input = `${part({ ...decodeProtectedHeader(token), ...header })}.${part({ ...decodeJwt(token), ...claims })}`
  return `${input}.${Buffer.from(signed(Buffer.from(input))).toString('base64url')}`
}
const strangers = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const byStranger = (input: Buffer) =>
  sign('sha256', input, { key: strangers.privateKey, dsaEncoding: 'ieee-p1363' })
const refusedEverywhere = async (forged: (token: string) => string) => {
  await refusedBy(forUsers, forged(tokens.access))
  await refusedBy(forNewcomers, forged(tokens.signup))
  await isGood()
}

describe('a token that was made up (RT1, ASVS 9.1.1 to 9.1.3, RFC 8725 3.1, 3.10)', () => {
  it('has no signature', async () => {
    for (const alg of ['none', 'None', 'NONE', 'nOnE', ''])
      await refusedEverywhere((token) => forge(token, { alg }, () => ''))
  })

  it('has our public key for an HMAC secret, in whichever form', async () => {
    const jwks = (await (await call('/.well-known/jwks.json', {})).json()) as {
      keys: Record<string, string>[]
    }
    const [jwk = {}] = jwks.keys
    for (const secret of [JSON.stringify(jwk), JSON.stringify(jwks), String(jwk.x), `${jwk.x}${jwk.y}`])
      await refusedEverywhere((token) =>
        forge(token, { alg: 'HS256' }, (input) => createHmac('sha256', secret).update(input).digest()),
      )
  })

  it('brings its key along, or says where it is', async () => {
    const jwk = { ...strangers.publicKey.export({ format: 'jwk' }), alg: 'ES256', use: 'sig' }
    const x5c = [strangers.publicKey.export({ format: 'der', type: 'spki' }).toString('base64')]
    for (const header of [
      { jwk },
      { jku: `${stranger.url}/.well-known/jwks.json` },
      { x5u: stranger.url },
      { x5c },
    ])
      await refusedEverywhere((token) => forge(token, header, byStranger))
  })

  it('names its key by anything but a name', async () => {
    const kids = [
      '',
      '../../dev/null',
      "' or 1=1 --",
      '__proto__',
      'constructor',
      ['a'],
      { $ne: '' },
      1,
      null,
    ]
    for (const kid of [...kids, 'x'.repeat(5_000)])
      await refusedEverywhere((token) => forge(token, { kid }, byStranger))
  })

  it('asks for what nobody understands (RFC 7515 4.1.11)', () =>
    refusedEverywhere((token) => forge(token, { crit: ['exp'] }, byStranger)))

  it('is signed by somebody else, under our name and any algorithm that we know', async () => {
    for (const alg of ['ES256', 'EdDSA', 'RS256'])
      await refusedEverywhere((token) => forge(token, { alg }, byStranger))
  })

  it('was changed in its claims, or in its signature', async () => {
    const other = { sub: '0196f7e0-0000-7000-8000-000000000000' }
    const own = (token: string) => () => Buffer.from(token.split('.')[2] ?? '', 'base64url')
    for (const claims of [other, { exp: 4_102_444_800 }, { aud: ['a', 'b'] }])
      await refusedEverywhere((token) => forge(token, {}, own(token), claims))
    await refusedEverywhere((token) => `${token.slice(0, -4)}AAAA`)
    await refusedEverywhere((token) => `${token}.`)
    await refusedEverywhere((token) => token.split('.').slice(0, 2).join('.'))
  })
})

describe('a token of another life (RT1)', () => {
  it('has a type and an audience of its own', () => {
    expect(decodeProtectedHeader(tokens.access).typ).toBe('at+jwt')
    expect(decodeProtectedHeader(tokens.signup).typ).toBe('signup+jwt')
    const [access, signup] = [decodeJwt(tokens.access), decodeJwt(tokens.signup)]
    expect(access.aud).not.toEqual(signup.aud)
    expect(Number(access.exp) - Number(access.iat)).toBeLessThanOrEqual(900)
    for (const claims of [access, signup])
      for (const claim of ['iss', 'aud', 'sub', 'iat', 'exp', 'jti']) expect(claims).toHaveProperty(claim)
  })

  it('is over after its time, to the second', async () => {
    const short = await startService({ ACCESS_TOKEN_TTL: '1', SIGNUP_TTL: '1' })
    const { body } = await newClient(short).login('7003')
    const expiry = Number(decodeJwt(body.signup_token).exp) * 1_000
    await expect.poll(() => Date.now(), { timeout: 5_000 }).toBeGreaterThan(expiry)
    const answer = await fetch(`${short.url}/auth/signup`, authorized(body.signup_token))
    expect(await told(answer)).toEqual({ status: 410, code: 'signup_expired' })
    await short.stop()
  })

  it('tells nobody whose it was: the answer is the same for every kind of wrong', async () => {
    const answers = await Promise.all(
      [tokens.refresh, tokens.signup, tokens.foreignAccess, 'x', 'a.b.c'].map(async (token) => {
        const answer = await call('/users/me', authorized(token))
        const { request_id: _, ...problem } = (await answer.json()) as Record<string, unknown>
        return [answer.status, answer.headers.get('www-authenticate'), problem]
      }),
    )
    for (const answer of answers) expect(answer).toEqual(answers[0])
  })
})
