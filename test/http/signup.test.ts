import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { authorized, completeSignup, newClient, signedUp } from '../support/client.ts'
import { told } from '../support/problem.ts'
import type { Service } from '../support/service.ts'
import { startService } from '../support/service.ts'

let subject = 60_000
const nextSubject = () => {
  subject += 1
  return String(subject)
}

describe('a pending signup', () => {
  let service: Service
  beforeAll(async () => {
    service = await startService()
  })
  afterAll(() => service?.stop())

  const call = (path: string, init: RequestInit) =>
    fetch(`${service.url}${path}`, { redirect: 'manual', ...init })
  type Signup = { profile: object; steps: object[]; fields: { name: string; value: string | null }[] }

  const newcomer = async (who = nextSubject()) => {
    const { body } = await newClient(service).login(who)
    const token = body.signup_token
    const signup = await vi.waitFor(async () => {
      const answer = await call('/auth/signup', authorized(token))
      expect(answer.status).toBe(200)
      return (await answer.json()) as Signup
    })
    return { token, signup }
  }

  it('offers what the provider vouches for, and asks for the rest', async () => {
    const { signup } = await newcomer('1000000001')
    expect(signup.steps).toEqual([
      { name: 'terms', status: 'todo' },
      { name: 'profile', status: 'todo' },
    ])
    expect(signup.fields.find(({ name }) => name === 'email')?.value).toContain('@')
  })

  it.each(['1000000002', '1000000003', '1000000004'])(
    'shows no e-mail that is not valid and verified (%s)',
    async (who) => {
      const { signup } = await newcomer(who)
      expect(JSON.stringify(signup)).not.toContain('@')
    },
  )

  it('keeps part of the answers, resumes with another login, and completes with the rest', async () => {
    const who = nextSubject()
    const { token } = await newcomer(who)
    await call('/auth/signup', authorized(token, 'PATCH', { agreed_terms: ['privacy'] }))
    await call('/auth/signup', authorized(token, 'PATCH', { nickname: ' 길동 ' }))
    const resumed = await newcomer(who)
    expect(resumed.signup.fields.find(({ name }) => name === 'nickname')?.value).toBe('길동')
    const early = await call('/auth/signup/complete', authorized(resumed.token, 'POST', {}))
    expect(await early.json()).toMatchObject({ status: 422, code: 'onboarding_incomplete', steps: ['terms'] })
    const rest = authorized(resumed.token, 'POST', { agreed_terms: ['terms-of-service'] })
    const done = await call('/auth/signup/complete', rest)
    expect(done.status).toBe(201)
    expect(await done.json()).toMatchObject({ status: 'signed_in', user: { nickname: '길동' } })
    expect(await told(await call('/auth/signup/complete', rest))).toEqual({
      status: 409,
      code: 'already_completed',
    })
  })

  it('records which version of which document was agreed to', async () => {
    const { user } = await signedUp(service, nextSubject())
    const consents = await service.query(
      `select terms_id, terms_version, terms_hash from consents where user_id = '${user.id}'`,
    )
    expect(consents).toHaveLength(2)
    expect(consents.every(({ terms_hash }) => /^[0-9a-f]{64}$/.test(terms_hash))).toBe(true)
  })

  const wrong: [what: string, body: string | Buffer, status: number, code: string][] = [
    ['an unknown field', '{"id":"x"}', 400, 'invalid_body'],
    ['a wrong type', '{"nickname":1}', 400, 'invalid_body'],
    ['null', '{"nickname":null}', 400, 'invalid_body'],
    ['a list', '[]', 400, 'invalid_body'],
    ['nothing', '', 400, 'invalid_body'],
    ['a poisoned prototype', '{"__proto__":{"admin":true}}', 400, 'invalid_body'],
    ['a poisoned constructor', '{"constructor":{"prototype":{}}}', 400, 'invalid_body'],
    ['what is no JSON', '{nickname', 400, 'invalid_body'],
    ['what is no UTF-8', Buffer.from('7b226e69636b6e616d65223a22ff227d', 'hex'), 400, 'invalid_body'],
    ['too much', `{"nickname":"${'a'.repeat(20_000)}"}`, 413, 'body_too_large'],
    ['a lone surrogate', '{"nickname":"\\ud800"}', 422, 'invalid_profile'],
    ['a control character', '{"nickname":"a\\u0000b"}', 422, 'invalid_profile'],
    ['31 emoji', JSON.stringify({ nickname: '😀'.repeat(31) }), 422, 'invalid_profile'],
    ['blanks', '{"nickname":"   "}', 422, 'invalid_profile'],
    ['no address', '{"email":"nobody"}', 422, 'invalid_profile'],
    ['unknown terms', '{"agreed_terms":["soul"]}', 422, 'invalid_profile'],
  ]
  it('refuses wrong answers, says which field, and keeps nothing', async () => {
    const { token } = await newcomer()
    for (const [what, body, status, code] of wrong) {
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
      const answer = await call('/auth/signup', {
        method: 'PATCH',
        headers,
        body: new Uint8Array(Buffer.from(body)),
      })
      expect({ what, ...(await told(answer)) }).toEqual({ what, status, code })
    }
    const both = await call('/auth/signup', authorized(token, 'PATCH', { nickname: '', email: 'x' }))
    const { errors } = (await both.json()) as { errors: { field: string; code: string; detail: string }[] }
    expect(errors.map(({ field }) => field)).toEqual(['nickname', 'email'])
    const kept = (await (await call('/auth/signup', authorized(token))).json()) as Signup
    expect(kept.steps).toContainEqual({ name: 'profile', status: 'todo' })
  })

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/json; charset=euc-kr'])(
    'refuses a body of type %s',
    async (type) => {
      const { token } = await newcomer()
      const headers = { authorization: `Bearer ${token}`, 'content-type': type }
      const answer = await call('/auth/signup', { method: 'PATCH', headers, body: '{}' })
      expect(await told(answer)).toEqual({ status: 415, code: 'unsupported_media_type' })
    },
  )

  it('is given up for good: the next login is a first sight again', async () => {
    const who = nextSubject()
    const { token } = await newcomer(who)
    expect((await call('/auth/signup', authorized(token, 'DELETE'))).status).toBe(204)
    expect(await told(await call('/auth/signup', authorized(token)))).toEqual({
      status: 410,
      code: 'signup_expired',
    })
    expect(await service.query(`select 1 from identities where subject = '${who}'`)).toEqual([])
    await newcomer(who)
  })

  it('opens to its own token alone, and its token opens nothing else (RFC 8725 3.11)', async () => {
    const { token } = await newcomer()
    const { access_token } = await signedUp(service, nextSubject())
    expect(await told(await call('/users/me', authorized(token)))).toEqual({
      status: 401,
      code: 'invalid_token',
    })
    expect(await told(await call('/auth/signup', authorized(access_token)))).toEqual({
      status: 401,
      code: 'invalid_token',
    })
    expect(await told(await call(`/auth/signup?access_token=${token}`, {}))).toEqual({
      status: 401,
      code: 'invalid_token',
    })
  })

  it('is changed by a cookie only from our own pages', async () => {
    const { token } = await newcomer()
    const send = (origin?: string) =>
      call('/auth/signup', {
        method: 'PATCH',
        headers: {
          cookie: `daemun_signup=${token}`,
          'content-type': 'application/json',
          ...(origin && { origin }),
        },
        body: '{"nickname":"길동"}',
      })
    for (const origin of [undefined, 'null', 'https://evil.example']) {
      expect(await told(await send(origin))).toEqual({ status: 403, code: 'origin_not_allowed' })
    }
    expect((await send(service.url)).status).toBe(200)
  })
})

describe('a pending signup without a worker', () => {
  it('is being prepared: nothing can be kept, and the page finds it by itself', async () => {
    const service = await startService({ ROLE: 'api' })
    const { body } = await newClient(service).login('1')
    const call = (method: string, path: string, sent?: object) =>
      fetch(`${service.url}${path}`, authorized(body.signup_token, method, sent))
    const read = await call('GET', '/auth/signup')
    expect([read.status, read.headers.get('retry-after'), await read.json()]).toEqual([
      202,
      '1',
      { status: 'preparing' },
    ])
    for (const [method, path] of [
      ['PATCH', '/auth/signup'],
      ['POST', '/auth/signup/complete'],
    ] as const) {
      const answer = await call(method, path, { nickname: '길동' })
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([409, '1'])
    }
    const page = await fetch(`${service.url}/signup`, {
      headers: { cookie: `daemun_signup=${body.signup_token}` },
    })
    expect([page.status, page.headers.get('refresh')]).toEqual([202, '1'])
    await service.stop()
  })
})

describe('a pending signup of one second', () => {
  it('expires, erases what it held, and makes room for a new first sight', async () => {
    const service = await startService({ SIGNUP_TTL: '1' })
    const { body } = await newClient(service).login('1')
    await vi.waitFor(async () => expect(await service.query('select 1 from identities')).toEqual([]), {
      timeout: 10_000,
    })
    const late = await completeSignup(newClient(service), body.signup_token)
    expect([late.status, ((await late.json()) as { code: string }).code]).toEqual([410, 'signup_expired'])
    expect(await service.query("select answers from pending_signups where status = 'expired'")).toEqual([
      { answers: {} },
    ])
    expect(await service.query("select 1 from outbox where type = 'PendingSignupExpired'")).toHaveLength(1)
    expect((await newClient(service).login('1')).status).toBe(202)
    expect(await service.query("select 1 from outbox where type = 'UserFirstSeen'")).toHaveLength(2)
    await service.stop()
  })
})
