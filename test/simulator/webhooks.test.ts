import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { eventsOf } from '../../src/infrastructure/simulator/webhooks/order.ts'
import { newClient, signedUp } from '../support/client.ts'
import { isSignedIn, noticesHeeded } from '../support/heeded.ts'
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
    await vi.waitUntil(async () => !(await isSignedIn(service, token)))
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
      await vi.waitUntil(async () => !(await isSignedIn(service, token)))
    },
  )

  it('take nothing away from who stays linked', async () => {
    const { access_token: token } = await signedUp(service, '6308')
    expect(await statusOf({ provider: 'kakao', event: 'unlink', person: '6308', link: 'kept' })).toBe(200)
    await noticesHeeded(service)
    expect(await isSignedIn(service, token)).toBe(true)
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
    ['tokens-revoked', 'wrong_issuer', '6314', 400],
    ['tokens-revoked', 'wrong_audience', '6315', 400],
  ])('are refused, %s with %s, to no effect', async (event, fault, person, status) => {
    const { access_token: token } = await signedUp(service, person)
    expect(await statusOf({ provider: 'kakao', event, person, fault })).toBe(status)
    await noticesHeeded(service)
    expect(await isSignedIn(service, token)).toBe(true)
  })

  it('come to nothing when they come again', async () => {
    const first = await signedUp(service, '6330')
    const revoked = { provider: 'kakao', event: 'tokens-revoked', person: '6330' }
    expect(await statusOf(revoked)).toBe(202)
    await vi.waitUntil(async () => !(await isSignedIn(service, first.access_token)))
    const { body } = await newClient(service).login('6330')
    expect(await statusOf({ ...revoked, fault: 'replay' })).toBe(202)
    await noticesHeeded(service)
    expect(await isSignedIn(service, body.access_token)).toBe(true)
  })
})

const subjectOf = async (userId: string) =>
  (await service.query<{ subject: string }>(`select subject from identities where user_id = '${userId}'`))[0]
    ?.subject ?? ''

describe("Naver's webhook, by a call", () => {
  it.each([
    ['query', '6401'],
    ['body', '6402'],
  ])('ends the session, its parameters in the %s', async (placement, person) => {
    const { access_token: token, user } = await signedUp(service, person, 'naver')
    expect(await subjectOf(user.id)).toBe(person)
    expect(await statusOf({ provider: 'naver', event: 'unlink', person, placement })).toBe(204)
    await vi.waitUntil(async () => !(await isSignedIn(service, token)))
  })

  it.each([
    ['wrong_key', '6403', 403],
    ['bad_signature', '6404', 403],
    ['old_timestamp', '6405', 400],
  ])('is refused with %s, to no effect', async (fault, person, status) => {
    const { access_token: token } = await signedUp(service, person, 'naver')
    expect(await statusOf({ provider: 'naver', event: 'unlink', person, fault })).toBe(status)
    await noticesHeeded(service)
    expect(await isSignedIn(service, token)).toBe(true)
  })

  it('comes to nothing when it comes again', async () => {
    const { access_token: token } = await signedUp(service, '6406', 'naver')
    const unlink = { provider: 'naver', event: 'unlink', person: '6406' }
    expect(await statusOf(unlink)).toBe(204)
    await vi.waitUntil(async () => !(await isSignedIn(service, token)))
    const { body } = await newClient(service).login('6406', 'naver')
    expect(await statusOf({ ...unlink, fault: 'replay' })).toBe(204)
    await noticesHeeded(service)
    expect(await isSignedIn(service, body.access_token)).toBe(true)
  })
})

describe("Google's security events, by a call", () => {
  it.each([
    ['tokens-revoked', 'discovered', '6411'],
    ['sessions-revoked', 'trailing_slash', '6412'],
    ['account-disabled', 'without_scheme', '6413'],
  ])('end the session: %s, the issuer %s', async (event, issuer, person) => {
    const { access_token: token } = await signedUp(service, person, 'google')
    expect(await statusOf({ provider: 'google', event, person, issuer })).toBe(202)
    await vi.waitUntil(async () => !(await isSignedIn(service, token)))
  })

  it('are taken, every event', async () => {
    expect(eventsOf('google')).toHaveLength(7)
    for (const event of eventsOf('google'))
      expect(await statusOf({ provider: 'google', event, person: '6499' })).toBe(202)
  })

  it.each([
    ['wrong_key', '6414'],
    ['bad_signature', '6415'],
    ['old_timestamp', '6416'],
  ])('are refused with %s, to no effect', async (fault, person) => {
    const { access_token: token } = await signedUp(service, person, 'google')
    expect(await statusOf({ provider: 'google', event: 'tokens-revoked', person, fault })).toBe(400)
    await noticesHeeded(service)
    expect(await isSignedIn(service, token)).toBe(true)
  })
})

const languages = [
  ['ko', '웹훅 보내기', '연결된 서비스', '이 브라우저로 로그인한 사람이 없어요.'],
  ['en', 'Send a webhook', 'Connected services', 'Nobody is signed in here with this browser.'],
] as const

describe('the pages', () => {
  const sendForm = (path: string, fields: Record<string, string>, origin?: string, cookie = '') =>
    fetch(`${service.simulator}${path}`, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { ...(origin && { origin }), cookie, 'accept-language': 'en' },
      redirect: 'manual',
    })
  const form = { provider: 'kakao', event: 'unlink', person: '6501', link: '', fault: '' }

  it.each(languages)('are in the language of the browser: %s', async (language, title, connected, nobody) => {
    const text = async (path: string) =>
      (await fetch(`${service.simulator}${path}`, { headers: { 'accept-language': language } })).text()
    const [home, webhooks, stranger] = [await text('/'), await text('/webhooks'), await text('/connected')]
    for (const link of [`<a href="/webhooks">${title}</a>`, `<a href="/connected">${connected}</a>`])
      expect(home).toContain(link)
    expect(webhooks).toContain(`<h1>${title}</h1>`)
    expect(stranger).toContain(nobody)
    for (const page of [webhooks, stranger]) {
      expect(page).toContain(`<html lang="${language}">`)
      expect(page).not.toMatch(/<script|style=|<style/)
      if (language === 'en') expect(page).not.toMatch(/[가-힣]/)
    }
  })

  it('send by a form of their own and by no other', async () => {
    const { access_token: token } = await signedUp(service, '6501')
    for (const origin of [undefined, 'null', service.url, 'https://example.com'])
      expect((await sendForm('/webhooks', form, origin)).status).toBe(403)
    expect(await isSignedIn(service, token)).toBe(true)
    const sent = await sendForm('/webhooks', form, service.simulator)
    expect(sent.status).toBe(303)
    await vi.waitUntil(async () => !(await isSignedIn(service, token)))
    const page = await (await fetch(new URL(sent.headers.get('location') ?? '', service.simulator))).text()
    expect(page).toMatch(/<strong class="taken">200<\/strong>\s*<span>카카오 · unlink · 6501 · POST/)
    expect(page).toContain('value="6501"')
  })

  it('say what is wrong, and keep what was chosen', async () => {
    const wrong = { provider: 'kakao', event: 'user-linked', person: '6501', reason: 'ACCOUNT_DELETE' }
    const answer = await sendForm('/webhooks', wrong, service.simulator)
    const page = await answer.text()
    expect(answer.status).toBe(400)
    expect(page).toContain('<p role="alert">Kakao · Reason: kakao user-linked has no such field')
    expect(page).toContain('<option value="user-linked" selected>')
  })

  it('show the last 50 alone', async () => {
    const linked = { provider: 'kakao', event: 'user-linked', person: '6502' }
    for (let count = 0; count < 51; count += 1) await statusOf(linked)
    const page = await (await fetch(`${service.simulator}/webhooks`)).text()
    expect(page.match(/<strong class="taken">202/g)).toHaveLength(50)
  })

  it.each([
    ['kakao', '6503', ['unlink', 'user-unlinked']],
    ['naver', '6504', ['unlink']],
    ['google', '6505', ['tokens-revoked']],
  ])(
    'take the link away where the person says so, and tell the service: %s',
    async (provider, person, told) => {
      const { access_token: token } = await signedUp(service, person, provider)
      const cookie = await signedInAtSimulator(person)
      const page = async () =>
        (
          await fetch(`${service.simulator}/connected`, { headers: { cookie, 'accept-language': 'en' } })
        ).text()
      const button = `<button name="provider" value="${provider}">`
      expect(await page()).toContain(button)
      expect((await sendForm('/connected', { provider }, 'https://example.com', cookie)).status).toBe(403)
      expect((await sendForm('/connected', { provider }, service.simulator)).status).toBe(303)
      expect(await isSignedIn(service, token)).toBe(true)
      const pressed = () => sendForm('/connected', { provider }, service.simulator, cookie)
      const answers = await Promise.all([pressed(), pressed()])
      expect(answers.map(({ status }) => status)).toEqual([303, 303])
      await vi.waitUntil(async () => !(await isSignedIn(service, token)))
      expect(await page()).not.toContain(button)
      const sent = await (await fetch(`${service.simulator}/webhooks`)).text()
      const events = [...sent.matchAll(new RegExp(`· ([a-z-]+) · ${person}\\b`, 'g'))].map(
        ([, event]) => event,
      )
      expect(events.toSorted()).toEqual(told)
    },
  )

  it('have who deletes the account at Kakao leave the service', async () => {
    const { user } = await signedUp(service, '6506')
    const cookie = await signedInAtSimulator('6506')
    const fields = { provider: 'kakao', farewell: 'account_deleted' }
    expect((await sendForm('/connected', fields, service.simulator, cookie)).status).toBe(303)
    await vi.waitUntil(
      async () =>
        (await service.query(`select 1 from users where id = '${user.id}' and status = 'withdrawn'`)).length,
    )
  })

  /** The cookie of a browser in which the person chose themselves at the login page. */
  const signedInAtSimulator = async (person: string) => {
    const begun = await newClient(service).fetch('/auth/kakao/login')
    const action = (begun.headers.get('location') ?? '').replace('/oauth/authorize', '/oauth/authorize/login')
    const answer = await fetch(action, {
      method: 'POST',
      body: new URLSearchParams({ person }),
      redirect: 'manual',
    })
    return (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  }
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
    ['reason', { ...good, event: 'sessions-revoked', reason: 'ACCOUNT_DELETE' }, /has no such field/],
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
