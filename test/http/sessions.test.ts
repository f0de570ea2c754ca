import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Client, LoginBody } from '../support/client.ts'
import { authorized, newClient, signedUp } from '../support/client.ts'
import { told } from '../support/problem.ts'
import type { Service } from '../support/service.ts'
import { startService } from '../support/service.ts'

let service: Service
beforeAll(async () => {
  service = await startService()
})
afterAll(() => service.stop())

const safari =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1'
const html = { accept: 'text/html', 'user-agent': safari }

let subjects = 5_000
const newSubject = () => {
  subjects += 1
  return String(subjects)
}

type Listed = { id: string; current: boolean; device: string; [name: string]: unknown }
const call = (path: string, init?: RequestInit) => fetch(service.url + path, init)
const list = async ({ access_token }: LoginBody, language = 'en') => {
  const { headers } = authorized(access_token)
  const answer = await call('/auth/sessions', { headers: { ...headers, 'accept-language': language } })
  expect(answer.status).toBe(200)
  return ((await answer.json()) as { sessions: Listed[] }).sessions
}
const end = ({ access_token }: LoginBody, what: string) =>
  call(`/auth/sessions${what}`, authorized(access_token, 'DELETE'))
const isAlive = async ({ access_token }: LoginBody) =>
  (await call('/users/me', authorized(access_token))).status === 200
const refresh = ({ refresh_token }: LoginBody) =>
  call('/auth/token', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ refresh_token }),
  })
const again = async (subject: string) => (await newClient(service).login(subject)).body
const currentOf = async (login: LoginBody) => (await list(login)).find(({ current }) => current)?.id ?? ''

/** A browser that is signed in at our own pages. */
async function browserOf(subject: string): Promise<Client> {
  const client = newClient(service)
  await client.fetch(await client.atProvider(subject), { headers: html })
  return client
}

const press = (client: Client, path: string, origin = service.url) =>
  client.fetch(path, { method: 'POST', headers: { ...html, origin } })

describe('GET /auth/sessions', () => {
  it('lists the sessions of the caller with this one marked, each by a plain name', async () => {
    const subject = newSubject()
    const first = await signedUp(service, subject)
    await browserOf(subject)
    const sessions = await list(first)
    expect(sessions.map(({ current, device }) => [current, device])).toEqual([
      [false, 'Safari on iPhone'],
      [true, expect.any(String)],
    ])
    expect(sessions[0]).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      current: false,
      device: 'Safari on iPhone',
      user_agent: safari,
      address: expect.stringMatching(/127\.0\.0\.1$/),
      provider: 'kakao',
      started_at: expect.stringMatching(/Z$/),
      last_used_at: expect.stringMatching(/Z$/),
      expires_at: expect.stringMatching(/Z$/),
    })
    expect((await list(first, 'ko'))[0]?.device).toBe('iPhone의 Safari')
    expect(JSON.stringify(sessions)).not.toContain(first.refresh_token)
  })

  it('counts a refresh as use, and by a cookie answers its holder', async () => {
    const subject = newSubject()
    const first = await signedUp(service, subject)
    const client = await browserOf(subject)
    expect((await refresh(first)).status).toBe(200)
    const [lastUsed] = await list(first)
    expect(lastUsed?.current).toBe(true)
    expect(String(lastUsed?.last_used_at) > String(lastUsed?.started_at)).toBe(true)
    const { sessions } = (await (await client.fetch('/auth/sessions')).json()) as { sessions: Listed[] }
    expect(sessions.map(({ current }) => current)).toEqual([false, true])
  })

  it('tells nobody else, and nobody who is not signed in', async () => {
    const [mine, theirs] = [await signedUp(service, newSubject()), await signedUp(service, newSubject())]
    const ids = (await list(mine)).map(({ id }) => id)
    expect((await list(theirs)).some(({ id }) => ids.includes(id))).toBe(false)
    expect(await told(await call('/auth/sessions'))).toEqual({ status: 401, code: 'invalid_token' })
    expect(await told(await call('/auth/sessions', { method: 'DELETE' }))).toEqual({
      status: 401,
      code: 'invalid_token',
    })
  })
})

describe('DELETE /auth/sessions/{id}', () => {
  it('signs one device out at once, as often as it is asked, with one event (ASVS 7.5.2)', async () => {
    const subject = newSubject()
    const [first, second] = [await signedUp(service, subject), await again(subject)]
    const id = await currentOf(first)
    for (let times = 0; times < 2; times += 1) expect((await end(second, `/${id}`)).status).toBe(204)
    expect([await isAlive(first), await isAlive(second)]).toEqual([false, true])
    expect(await told(await refresh(first))).toEqual({ status: 401, code: 'invalid_grant' })
    const events = `select 1 from outbox where type = 'SessionRevoked' and data->>'session_id' = '${id}'`
    expect(await service.query(events)).toHaveLength(1)
  })

  it("answers another user's session exactly as one that never was (RS5, ASVS 8.2.2)", async () => {
    const [mine, theirs] = [await signedUp(service, newSubject()), await signedUp(service, newSubject())]
    const unknown = '0196f7e0-0000-7000-8000-000000000000'
    const answers = await Promise.all(
      [await currentOf(theirs), unknown, 'x', '%00', `${unknown}'--`].map(async (id) => {
        const answer = await end(mine, `/${id}`)
        const { request_id, ...problem } = (await answer.json()) as Record<string, unknown>
        return [answer.status, problem]
      }),
    )
    expect(answers[0]).toEqual([404, expect.objectContaining({ code: 'unknown_session' })])
    for (const answer of answers) expect(answer).toEqual(answers[0])
    expect(await isAlive(theirs)).toBe(true)
  })

  it('signs the caller out too, if that is the one, and takes the cookie', async () => {
    const subject = newSubject()
    await signedUp(service, subject)
    const client = await browserOf(subject)
    const { sessions } = (await (await client.fetch('/auth/sessions')).json()) as { sessions: Listed[] }
    const path = `/auth/sessions/${sessions.find(({ current }) => current)?.id}`
    expect(await told(await client.fetch(path, { method: 'DELETE' }))).toEqual({
      status: 403,
      code: 'origin_not_allowed',
    })
    const answer = await client.fetch(path, { method: 'DELETE', headers: { origin: service.url } })
    expect([answer.status, client.cookies.has('daemun_session')]).toEqual([204, false])
  })
})

describe('DELETE /auth/sessions', () => {
  it('signs out everywhere else, or everywhere (ASVS 7.4.5)', async () => {
    const subject = newSubject()
    const logins = [await signedUp(service, subject), await again(subject), await again(subject)]
    const [first, second, third] = logins as [LoginBody, LoginBody, LoginBody]
    const other = await signedUp(service, newSubject())
    const alive = () => Promise.all([first, second, third, other].map(isAlive))
    expect((await end(second, '')).status).toBe(204)
    expect(await alive()).toEqual([false, true, false, true])
    expect(await told(await end(second, '?all=yes'))).toEqual({ status: 400, code: 'invalid_request' })
    expect((await end(second, '?all=false')).status).toBe(204)
    expect(await alive()).toEqual([false, true, false, true])
    expect((await end(second, '?all=true')).status).toBe(204)
    expect(await alive()).toEqual([false, false, false, true])
    expect((await refresh(second)).status).toBe(401)
  })
})

describe('/account', () => {
  it('shows the devices, and signs each out by a button of a form', async () => {
    const subject = newSubject()
    const other = await signedUp(service, subject)
    const client = await browserOf(subject)
    const page = await (
      await client.fetch('/account', { headers: { ...html, 'accept-language': 'ko' } })
    ).text()
    expect(page).toMatch(/iPhone의 Safari<\/bdi>\s*<span class="mark required">지금 이 기기/)
    const [, action = ''] = /action="(\/account\/sessions\/[0-9a-f-]{36}\/end)"/.exec(page) ?? []
    expect(page.match(/\/end"/g)).toHaveLength(1)
    expect((await press(client, action, 'https://evil.example')).status).toBe(403)
    expect(await isAlive(other)).toBe(true)
    const pressed = await press(client, action)
    expect([pressed.status, pressed.headers.get('location')]).toEqual([303, '/account'])
    expect(await isAlive(other)).toBe(false)
    const left = await (await client.fetch('/account', { headers: html })).text()
    expect(left).not.toContain('/account/sessions/')
  })

  it('signs all others out at once, and nobody who is not there', async () => {
    const subject = newSubject()
    const others = [await signedUp(service, subject), await again(subject)]
    const client = await browserOf(subject)
    expect((await press(client, '/account/sessions/end-others')).headers.get('location')).toBe('/account')
    expect(await Promise.all(others.map(isAlive))).toEqual([false, false])
    expect((await client.fetch('/account', { headers: html })).status).toBe(200)
    const stranger = newClient(service)
    for (const path of ['/account/sessions/end-others', '/account/sessions/x/end'])
      expect((await press(stranger, path)).headers.get('location')).toBe('/login')
  })

  it("tells a person who presses for somebody else's session that there is none", async () => {
    const [subject, theirs] = [newSubject(), await signedUp(service, newSubject())]
    await signedUp(service, subject)
    const answer = await press(await browserOf(subject), `/account/sessions/${await currentOf(theirs)}/end`)
    expect([answer.status, await answer.text()]).toEqual([404, expect.stringContaining('그런 기기가 없어요')])
    expect(await isAlive(theirs)).toBe(true)
  })
})

describe("the provider's own logout", () => {
  it('is offered where it is switched on, and ends at our login page, signed out of both', async () => {
    const shared = await startService({ KAKAO_ACCOUNT_LOGOUT: 'on' })
    const client = newClient(shared)
    const login = await signedUp(shared, '5900')
    await client.fetch(await client.atProvider('5900'), { headers: html })
    const account = await client.fetch('/account', { headers: html })
    expect(await account.text()).toContain('name="provider_account"')
    const origin = /form-action 'self' (http:\/\/127\.0\.0\.1:\d+);/.exec(
      account.headers.get('content-security-policy') ?? '',
    )?.[1]
    const form = { 'content-type': 'application/x-www-form-urlencoded', ...html, origin: shared.url }
    const body = 'provider_account=sign-out'
    const out = await client.fetch('/logout', { method: 'POST', headers: form, body })
    const there = new URL(out.headers.get('location') ?? '')
    expect([out.status, there.origin, there.pathname]).toEqual([303, origin, '/oauth/logout'])
    expect(client.cookies.has('daemun_session')).toBe(false)
    const back = await fetch(there, { redirect: 'manual' })
    expect(back.headers.get('location')).toBe(`${shared.url}/login`)
    const left = await fetch(`${shared.url}/auth/sessions`, authorized(login.access_token))
    expect(((await left.json()) as { sessions: unknown[] }).sessions).toHaveLength(1)
    const nobody = await newClient(shared).fetch('/logout', { method: 'POST', headers: form, body })
    expect(nobody.headers.get('location')).toBe('/login')
    await shared.stop()
  })

  it('is not offered otherwise, nor followed by who asks for it', async () => {
    const subject = newSubject()
    await signedUp(service, subject)
    const client = await browserOf(subject)
    expect(await (await client.fetch('/account', { headers: html })).text()).not.toContain('provider_account')
    const headers = { 'content-type': 'application/x-www-form-urlencoded', ...html, origin: service.url }
    const out = await client.fetch('/logout', { method: 'POST', headers, body: 'provider_account=sign-out' })
    expect(out.headers.get('location')).toBe('/login')
  })
})
