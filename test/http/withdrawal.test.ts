import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { authorized, completeSignup, newClient, signedUp } from '../support/client.ts'
import { told } from '../support/problem.ts'
import type { Service } from '../support/service.ts'
import { startService } from '../support/service.ts'

const form = { 'content-type': 'application/x-www-form-urlencoded' }
const html = { accept: 'text/html' }

describe('leaving', () => {
  let service: Service
  beforeAll(async () => {
    service = await startService()
  })
  afterAll(() => service?.stop())

  const leave = (token: string) => fetch(`${service.url}/users/me`, authorized(token, 'DELETE'))
  const atKakao = async (subject: string) => {
    const url = service.simulator
    const body = new URLSearchParams({ target_id_type: 'user_id', target_id: subject })
    const headers = { authorization: 'KakaoAK simulated-admin-key' }
    return (await fetch(`${url}/v2/user/me`, { method: 'POST', body, headers })).status
  }

  it('ends every session at once and erases what is personal, in the database and at Kakao', async () => {
    const { access_token: token, refresh_token: refresh, user } = await signedUp(service, '5101')
    expect(await atKakao('5101')).toBe(200)
    const answer = await leave(token)
    expect([answer.status, await answer.text()]).toEqual([204, ''])
    expect((await fetch(`${service.url}/users/me`, authorized(token))).status).toBe(401)
    const again = await fetch(`${service.url}/auth/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ refresh_token: refresh }),
    })
    expect(again.status).toBe(401)
    const rows = await service.query(
      `select nickname, email, profile, status, (select count(*) from identities where user_id = users.id) as identities,
        (select count(*) from sessions where user_id = users.id) as sessions,
        (select count(*) > 0 from consents where user_id = users.id) as evidence
       from users where id = '${user.id}'`,
    )
    expect(rows).toEqual([
      {
        nickname: '-',
        email: null,
        profile: {},
        status: 'withdrawn',
        identities: '0',
        sessions: '0',
        evidence: true,
      },
    ])
    await vi.waitUntil(async () => (await atKakao('5101')) === 400)
    const left = () => service.query(`select 1 from provider_unlinks`)
    await vi.waitUntil(async () => (await left()).length === 0)
  })

  it('is a first sight again for who comes back, and somebody else', async () => {
    const before = await signedUp(service, '5102')
    await leave(before.access_token)
    // Kakao takes the link away with all codes and tokens: whoever is there at that very moment has to begin again.
    await vi.waitUntil(async () => (await atKakao('5102')) === 400)
    const { status, body } = await newClient(service).login('5102')
    expect([status, body.status]).toEqual([202, 'signup_required'])
    const after = await signedUp(service, '5102')
    expect(after.user.id).not.toBe(before.user.id)
  })

  it('is done once', async () => {
    const { access_token: token } = await signedUp(service, '5103')
    const statuses = (await Promise.all(Array.from({ length: 10 }, () => leave(token)))).map(
      ({ status }) => status,
    )
    expect(statuses.every((status) => status === 204 || status === 401)).toBe(true)
    expect(await told(await leave(token))).toMatchObject({ status: 401, code: 'invalid_token' })
    const events = await service.query(`select 1 from outbox where type = 'UserWithdrew'
      and subject = (select id from users where status = 'withdrawn' order by created_at desc limit 1)`)
    expect(events).toHaveLength(1)
  })

  it('needs a token, or a cookie from our own origin', async () => {
    expect((await fetch(`${service.url}/users/me`, { method: 'DELETE' })).status).toBe(401)
    const client = newClient(service)
    const { body } = await client.login('5104')
    await completeSignup(client, body.signup_token)
    const way = await client.atProvider('5104')
    await client.fetch(way, { headers: html })
    expect(client.cookies.has('daemun_session')).toBe(true)
    const foreign = await client.fetch('/users/me', {
      method: 'DELETE',
      headers: { origin: 'https://evil.example' },
    })
    expect(foreign.status).toBe(403)
    const own = await client.fetch('/users/me', { method: 'DELETE', headers: { origin: service.url } })
    expect(own.status).toBe(204)
    expect(client.cookies.has('daemun_session')).toBe(false)
  })

  it.each(['ko', 'en'])('has a page that is looked at before the button is there (%s)', async (language) => {
    const client = newClient(service)
    const { body } = await client.login(`5105${language === 'ko' ? 1 : 2}`)
    await completeSignup(client, body.signup_token)
    await client.fetch(await client.atProvider(`5105${language === 'ko' ? 1 : 2}`), { headers: html })
    const read = { headers: { ...html, 'accept-language': language } }
    expect(await (await client.fetch('/account', read)).text()).toContain('href="/account/withdrawal"')
    const page = await (await client.fetch('/account/withdrawal', read)).text()
    expect(page).toContain(language === 'ko' ? '정말 탈퇴할까요?' : 'Really leave?')
    const press = (origin: string) =>
      client.fetch('/account/withdrawal', { method: 'POST', headers: { ...html, ...form, origin } })
    expect((await press('https://evil.example')).status).toBe(403)
    const left = await press(service.url)
    expect([left.status, left.headers.get('location')]).toEqual([303, '/goodbye'])
    expect((await client.fetch('/goodbye', read)).status).toBe(200)
    expect((await client.fetch('/account', read)).headers.get('location')).toBe('/login')
  })
})

describe('leaving with a grace', () => {
  let service: Service
  beforeAll(async () => {
    service = await startService({ WITHDRAWAL_GRACE: '3600' })
  })
  afterAll(() => service?.stop())

  it('is taken back by a login', async () => {
    const { access_token: token, user } = await signedUp(service, '5201')
    expect((await fetch(`${service.url}/users/me`, authorized(token, 'DELETE'))).status).toBe(204)
    expect((await fetch(`${service.url}/users/me`, authorized(token))).status).toBe(401)
    const { status, body } = await newClient(service).login('5201')
    expect([status, body.user]).toEqual([200, user])
    const types = await service.query<{ type: string }>(
      `select type from outbox where subject = '${user.id}' and type like 'Withdrawal%' order by id`,
    )
    expect(types.map(({ type }) => type)).toEqual(['WithdrawalRequested', 'WithdrawalCancelled'])
  })
})

describe('a provider that is down when somebody leaves', () => {
  const closers: (() => Promise<unknown>)[] = []
  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close()
  })

  it('is told when it is back, however long that takes', async () => {
    let isUp = false
    const heard: string[] = []
    const service = await startService()
    closers.push(() => service.stop())
    // A Kakao of which only the API can be out of order.
    const kapi = createServer((request, response) => {
      const isUnlink = request.url === '/v1/user/unlink'
      if (isUnlink && !isUp)
        return void response.writeHead(503, { 'content-type': 'application/json' }).end('{}')
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', async () => {
        if (isUnlink) heard.push(Buffer.concat(chunks).toString())
        const { host: _, connection: __, 'content-length': ___, ...headers } = request.headers
        const answer = await fetch(`${service.simulator}${request.url}`, {
          method: request.method ?? 'GET',
          headers: headers as Record<string, string>,
          ...(chunks.length > 0 && { body: Buffer.concat(chunks) }),
        })
        response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text())
      })
    })
    await new Promise<void>((resolve) => kapi.listen(0, '127.0.0.1', resolve))
    closers.push(
      async () => kapi.closeAllConnections(),
      async () => kapi.close(),
    )
    const { port } = kapi.address() as AddressInfo
    const other = await startService({
      SIMULATOR: 'off',
      KAKAO_CLIENT_ID: 'simulated-rest-api-key',
      KAKAO_CLIENT_SECRET: 'simulated-client-secret',
      KAKAO_ADMIN_KEY: 'simulated-admin-key',
      KAKAO_AUTH_URL: service.simulator,
      KAKAO_API_URL: `http://127.0.0.1:${port}`,
    })
    closers.push(() => other.stop())
    const { access_token: token } = await signedUp(other, '5301')
    expect((await fetch(`${other.url}/users/me`, authorized(token, 'DELETE'))).status).toBe(204)
    const waiting = () =>
      other.query<{ last_error: string | null; failures: number; parked_at: unknown }>(
        `select last_error, failures, parked_at from outbox where type = 'UserWithdrew' and closed_at is null`,
      )
    await vi.waitUntil(async () => (await waiting())[0]?.last_error, { timeout: 20_000 })
    // An outage of a provider says nothing against the event.
    expect(await waiting()).toMatchObject([{ failures: 0, parked_at: null }])
    isUp = true
    await vi.waitUntil(async () => (await waiting()).length === 0, { timeout: 20_000 })
    expect(heard).toEqual(['target_id_type=user_id&target_id=5301'])
  })
})
