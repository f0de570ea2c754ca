import { generateKeyPair, SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { newClient, signedUp } from '../support/client.ts'
import { isSignedIn, noticesHeeded } from '../support/heeded.ts'
import type { HostileKakao } from '../support/hostile-kakao.ts'
import { startHostileKakao } from '../support/hostile-kakao.ts'
import { told } from '../support/problem.ts'
import type { Service } from '../support/service.ts'
import { startService } from '../support/service.ts'

const adminKey = 'simulated-admin-key'

describe("Kakao's unlink callback", () => {
  let service: Service
  beforeAll(async () => {
    service = await startService({ KAKAO_APP_ID: '1' })
  })
  afterAll(() => service?.stop())

  const unlinkAtKakao = async (subject: string) => {
    const body = new URLSearchParams({ target_id_type: 'user_id', target_id: subject })
    const headers = { authorization: `KakaoAK ${adminKey}` }
    expect(
      (await fetch(`${service.simulator}/v1/user/unlink`, { method: 'POST', body, headers })).status,
    ).toBe(200)
  }
  const call = (fields: Record<string, string>, { key = adminKey, method = 'POST' } = {}) => {
    const sent = new URLSearchParams({ app_id: '1', ...fields })
    const address = `${service.url}/auth/kakao/webhooks/unlink`
    const headers = { authorization: `KakaoAK ${key}` }
    return method === 'GET'
      ? fetch(`${address}?${sent}`, { headers })
      : fetch(address, { method, headers, body: sent })
  }

  it.each(['GET', 'POST'])('signs out who unlinked us at Kakao (%s)', async (method) => {
    const subject = method === 'GET' ? '6101' : '6102'
    const { access_token: token } = await signedUp(service, subject)
    await unlinkAtKakao(subject)
    const answer = await call({ user_id: subject, referrer_type: 'UNLINK_FROM_APPS' }, { method })
    expect([answer.status, await answer.text()]).toEqual([200, ''])
    await vi.waitUntil(async () => !(await isSignedIn(service, token)))
    expect((await newClient(service).login(subject)).body.status).toBe('signed_in')
  })

  it('has who deleted their Kakao account leave', async () => {
    const { access_token: token, user } = await signedUp(service, '6103')
    await unlinkAtKakao('6103')
    await call({ user_id: '6103', referrer_type: 'ACCOUNT_DELETE' })
    const status = async () =>
      (await service.query<{ status: string }>(`select status from users where id = '${user.id}'`))[0]?.status
    // The security event of the unlinking comes as well, and may have signed them out before.
    await vi.waitUntil(async () => (await status()) === 'withdrawn')
    expect(await isSignedIn(service, token)).toBe(false)
  })

  it('erases a signup that was not finished', async () => {
    await newClient(service).login('6104')
    await unlinkAtKakao('6104')
    await call({ user_id: '6104', referrer_type: 'INCOMPLETE_SIGN_UP' })
    await vi.waitUntil(
      async () => (await service.query(`select 1 from identities where subject = '6104'`)).length === 0,
    )
  })

  it('does nothing about who has linked us again since: the callback was late', async () => {
    const { access_token: token } = await signedUp(service, '6105')
    expect((await call({ user_id: '6105', referrer_type: 'ACCOUNT_DELETE' })).status).toBe(200)
    await noticesHeeded(service)
    expect(await isSignedIn(service, token)).toBe(true)
  })

  it('hears of people whom we do not know, and writes nothing down', async () => {
    const answer = await call({ user_id: '999999', referrer_type: 'UNLINK_FROM_APPS' })
    expect(answer.status).toBe(200)
    const rows = await service.query(
      `select 1 from outbox where data->>'notice' is not null and closed_at is null`,
    )
    expect(rows).toEqual([])
  })

  it.each([
    ['another key', { key: 'a-guess' }, {}],
    ['no key', { key: '' }, {}],
  ])('takes nothing with %s', async (_, options, fields) => {
    const answer = await call({ user_id: '1', referrer_type: 'UNLINK_FROM_APPS', ...fields }, options)
    expect(await told(answer)).toMatchObject({ status: 401, code: 'invalid_token' })
  })

  it.each([
    ['app_id', { app_id: '2', user_id: '1' }],
    ['user_id', { user_id: 'null' }],
    ['user_id', { user_id: '-1' }],
  ])('says which field is not right: %s', async (field, fields) => {
    const answer = await call({ referrer_type: 'UNLINK_FROM_APPS', ...fields })
    expect([answer.status, await answer.json()]).toMatchObject([
      400,
      { code: 'invalid_request', errors: [{ field }] },
    ])
  })

  it('is of no other provider and no other method', async () => {
    expect((await fetch(`${service.url}/auth/naver/webhooks/unlink`)).status).toBe(404)
    expect((await fetch(`${service.url}/auth/kakao/webhooks/unlink`, { method: 'PUT' })).status).toBe(405)
  })

  it('outlives a thousand of the same person and of nobody, with one effect', async () => {
    const { access_token: token } = await signedUp(service, '6106')
    await unlinkAtKakao('6106')
    const calls = Array.from({ length: 500 }, (_, n) => [
      call({ user_id: '6106', referrer_type: 'UNLINK_FROM_APPS' }),
      call({ user_id: String(7_000_000 + n), referrer_type: 'ACCOUNT_DELETE' }),
    ])
    const answers = await Promise.all(calls.flat())
    expect(answers.every(({ status }) => status === 200)).toBe(true)
    await noticesHeeded(service)
    expect(await isSignedIn(service, token)).toBe(false)
  })
})

describe('security events of Kakao (RFC 8417, RFC 8935)', () => {
  let kakao: HostileKakao
  let service: Service
  beforeAll(async () => {
    kakao = await startHostileKakao('1')
    service = await startService({
      SIMULATOR: 'off',
      KAKAO_AUTH_URL: kakao.url,
      KAKAO_API_URL: kakao.url,
      KAKAO_CLIENT_ID: kakao.clientId,
      KAKAO_CLIENT_SECRET: 'the-client-secret',
    })
  })
  afterAll(async () => {
    await service?.stop()
    await kakao?.close()
  })

  const risc = 'https://schemas.openid.net/secevent/risc/event-type/'
  const push = (token: string, type = 'application/secevent+jwt') =>
    fetch(`${service.url}/auth/kakao/webhooks/events`, {
      method: 'POST',
      headers: { 'content-type': type },
      body: token,
    })
  const claims = (more: object = {}) => ({
    iss: kakao.url,
    aud: kakao.clientId,
    sub: '1',
    iat: Math.floor(Date.now() / 1_000),
    jti: `jti-${Math.random()}`,
    events: {
      [`${risc}sessions-revoked`]: { subject: { subject_type: 'iss-sub', iss: kakao.url, sub: '1' } },
    },
    ...more,
  })
  const signed = (more: object = {}) => kakao.sign(claims(more), { typ: 'secevent+jwt' })

  it('takes what Kakao signed, of whomever it speaks, and an event that we do not know', async () => {
    expect((await push(await signed())).status).toBe(202)
    expect((await push(await signed({ sub: '424242' }))).status).toBe(202)
    expect((await push(await signed({ events: { 'https://example.com/unheard-of': {} } }))).status).toBe(202)
  })

  it('takes the same one again, to no effect', async () => {
    const token = await signed({ jti: 'the same' })
    expect([(await push(token)).status, (await push(token)).status]).toEqual([202, 202])
  })

  it.each([
    ['invalid_issuer', { iss: 'https://kauth.example.com' }],
    ['invalid_audience', { aud: 'another app' }],
    ['invalid_request', { jti: undefined }],
    ['invalid_request', { events: {} }],
    ['invalid_request', { events: undefined }],
    ['invalid_request', { sub: 'nobody' }],
    ['invalid_request', { iat: 1_000_000_000 }],
    ['invalid_request', { iat: undefined }],
  ])('answers %s, in the words of RFC 8935', async (err, more) => {
    const answer = await push(await signed(more))
    expect([answer.status, await answer.json()]).toEqual([400, { err, description: expect.any(String) }])
  })

  it('answers invalid_key to a signature of anybody else, and to none at all', async () => {
    const { privateKey } = await generateKeyPair('RS256')
    const forged = await new SignJWT(claims())
      .setProtectedHeader({ alg: 'RS256', typ: 'secevent+jwt', kid: kakao.publicJwk.kid ?? '' })
      .sign(privateKey)
    expect(await (await push(forged)).json()).toMatchObject({ err: 'invalid_key' })
    expect(await (await push('not.a.token')).json()).toMatchObject({ err: 'invalid_request' })
    const [header = '', body = ''] = (await signed()).split('.')
    expect((await push(`${header}.${body}.`)).status).toBe(400)
  })

  it('takes no id_token for a security event', async () => {
    const idToken = await kakao.sign(claims(), {})
    expect(await (await push(idToken)).json()).toMatchObject({ err: 'invalid_request' })
  })

  it('takes no other type of content', async () => {
    expect((await push(await signed(), 'text/plain')).status).toBe(415)
  })
})
