import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { eventsOf } from '../../src/infrastructure/simulator/webhooks/order.ts'
import { authorized, newClient, signedUp } from '../support/client.ts'
import type { Service } from '../support/service.ts'
import { startService } from '../support/service.ts'

let service: Service
beforeAll(async () => {
  const env = { NAVER_CLIENT_ID: 'try', GOOGLE_CLIENT_ID: 'try', NAVER_CLIENT_SECRET: 'a-naver-secret' }
  service = await startService(env)
})
afterAll(() => service?.stop())

const order = (body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${service.simulator}/webhooks`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
const statusOf = async (body: object) => {
  const answer = await order(body)
  expect(answer.status).toBe(200)
  return ((await answer.json()) as { status: number }).status
}
const isSignedIn = async (token: string) =>
  (await fetch(`${service.url}/users/me`, authorized(token))).status === 200
const settled = () =>
  vi.waitUntil(
    async () =>
      (
        await service.query(
          `select 1 from outbox where type = 'ProviderNoticeReceived' and closed_at is null`,
        )
      ).length === 0,
  )

describe("Kakao's webhooks, by a call", () => {
  it.each([
    ['POST', '6301'],
    ['GET', '6302'],
  ])('end the link and the session of who unlinked us (%s)', async (method, person) => {
    const { access_token: token } = await signedUp(service, person)
    const answer = await order({ provider: 'kakao', event: 'unlink', person, method })
    expect(await answer.json()).toEqual({
      sent_to: `${service.url}/auth/kakao/webhooks/unlink`,
      status: 200,
      ms: expect.any(Number),
    })
    await vi.waitUntil(async () => !(await isSignedIn(token)))
  })

  it('have who deleted their account leave', async () => {
    const { user } = await signedUp(service, '6303')
    const deleted = { provider: 'kakao', event: 'unlink', person: '6303', referrer_type: 'ACCOUNT_DELETE' }
    expect(await statusOf(deleted)).toBe(200)
    await vi.waitUntil(
      async () =>
        (await service.query(`select 1 from users where id = '${user.id}' and status = 'withdrawn'`)).length,
    )
  })

  it('erase a signup that was not finished', async () => {
    await newClient(service).login('6304')
    const givenUp = {
      provider: 'kakao',
      event: 'unlink',
      person: '6304',
      referrer_type: 'INCOMPLETE_SIGN_UP',
    }
    expect(await statusOf(givenUp)).toBe(200)
    await vi.waitUntil(
      async () => (await service.query(`select 1 from identities where subject = '6304'`)).length === 0,
    )
  })

  it.each(['user-unlinked', 'sessions-revoked', 'tokens-revoked'])(
    'end sessions by the event %s',
    async (event) => {
      const person = { 'user-unlinked': '6305', 'sessions-revoked': '6306' }[event] ?? '6307'
      const { access_token: token } = await signedUp(service, person)
      expect(await statusOf({ provider: 'kakao', event, person })).toBe(202)
      await vi.waitUntil(async () => !(await isSignedIn(token)))
    },
  )

  it('take nothing away from who stays linked', async () => {
    const { access_token: token } = await signedUp(service, '6308')
    expect(await statusOf({ provider: 'kakao', event: 'unlink', person: '6308', link: 'kept' })).toBe(200)
    await settled()
    expect(await isSignedIn(token)).toBe(true)
  })

  it('are taken, every event', async () => {
    const events = eventsOf('kakao').filter((event) => event !== 'unlink')
    expect(events).toHaveLength(18)
    const statuses = await Promise.all(
      events.map((event) => statusOf({ provider: 'kakao', event, person: '6399' })),
    )
    expect(new Set(statuses)).toEqual(new Set([202]))
  })

  it.each([
    ['unlink', 'wrong_key', '6310', 401],
    ['tokens-revoked', 'wrong_key', '6311', 400],
    ['tokens-revoked', 'bad_signature', '6312', 400],
    ['tokens-revoked', 'old_timestamp', '6313', 400],
  ])('are refused, %s with %s, to no effect', async (event, fault, person, status) => {
    const { access_token: token } = await signedUp(service, person)
    expect(await statusOf({ provider: 'kakao', event, person, fault })).toBe(status)
    await settled()
    expect(await isSignedIn(token)).toBe(true)
  })

  it('come to nothing when they come again', async () => {
    const first = await signedUp(service, '6330')
    const revoked = { provider: 'kakao', event: 'tokens-revoked', person: '6330' }
    expect(await statusOf(revoked)).toBe(202)
    await vi.waitUntil(async () => !(await isSignedIn(first.access_token)))
    const { body } = await newClient(service).login('6330')
    expect(await statusOf({ ...revoked, fault: 'replay' })).toBe(202)
    await settled()
    expect(await isSignedIn(body.access_token)).toBe(true)
  })
})

describe('the call', () => {
  const good = { provider: 'kakao', event: 'unlink', person: '1000000001' }

  it.each([
    ['body', '{', /JSON object/],
    ['body', [], /JSON object/],
    ['provider', { ...good, provider: 'line' }, /: kakao, naver, google$/],
    ['event', { ...good, event: 'unlinked' }, /unlink, user-linked, /],
    ['event', { ...good, provider: 'naver', event: 'tokens-revoked' }, /: unlink$/],
    ['person', { ...good, person: 1000000001 }, /as text/],
    ['person', { ...good, person: '0' }, /as text/],
    ['method', { ...good, method: 'PUT' }, /: POST, GET$/],
    ['referrer_type', { ...good, referrer_type: 'BORED' }, /UNLINK_FROM_APPS, .*INCOMPLETE_SIGN_UP/],
    ['fault', { ...good, fault: 'bad_signature' }, /: wrong_key, replay$/],
    ['fault', { ...good, person: '6398', fault: 'replay' }, /Nothing was sent before/],
    ['placement', { ...good, placement: 'body' }, /method, referrer_type, link, fault$/],
    ['reason', { ...good, event: 'sessions-revoked', reason: 'ACCOUNT_DELETE' }, /has only these/],
  ])('says that %s is wrong, and what it may be', async (field, body, description) => {
    const answer = await order(body)
    expect([answer.status, await answer.json()]).toEqual([
      400,
      { error: 'invalid_request', field, error_description: expect.stringMatching(description) },
    ])
  })

  it('is nothing for another site', async () => {
    const origins = ['https://example.com', 'null', service.url, `${service.simulator}0`]
    for (const origin of origins) expect((await order(good, { origin })).status).toBe(403)
    expect((await order(JSON.stringify(good), { 'content-type': 'text/plain' })).status).toBe(415)
  })
})
