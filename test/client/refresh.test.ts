import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { DaemunRefused, DaemunUnreachable } from '../../client/src/daemun.ts'
import { signedUp } from '../support/client.ts'
import { appClient } from '../support/code-flow.ts'
import type { Service } from '../support/service.ts'
import { startService } from '../support/service.ts'
import { newLine, openTab, sharedStore, walk } from './tab.ts'

describe('an access token kept fresh', () => {
  let service: Service
  let subject = 8_000
  beforeAll(async () => {
    service = await startService({ CLIENTS: JSON.stringify([appClient]) })
  })
  afterAll(() => service?.stop())

  /** Tabs of one browser, all signed in as somebody new; their lines have nothing on them yet. */
  const tabs = async (count: number) => {
    subject += 1
    const { user } = await signedUp(service, String(subject))
    const store = sharedStore()
    const lines = Array.from({ length: count }, () => newLine())
    const open = lines.map(({ fetch }) => openTab(service, { store, fetch }))
    const [first, ...others] = open
    await first?.finishLogin(await walk(service, first, String(subject)))
    for (const tab of others) await tab.start()
    const held = () => Promise.all(open.map((tab) => tab.accessToken()))
    await vi.waitFor(async () => expect(new Set(await held()).size).toBe(1))
    for (const { calls } of lines) calls.length = 0
    return { open, lines, store, user, calls: () => lines.flatMap(({ calls }) => calls) }
  }
  const one = async () => {
    const { open, lines, ...rest } = await tabs(1)
    return { tab: open[0] as (typeof open)[0], line: lines[0] as (typeof lines)[0], ...rest }
  }
  const answering = (status: number, type: string, body: string) => async () =>
    new Response(body, { status, headers: { 'content-type': type } })

  it('takes one call for ten tabs that all want a new one at once, and each gets it', async () => {
    const { open, calls } = await tabs(10)
    const before = await open[0]?.accessToken()
    const tokens = await Promise.all(open.flatMap((tab) => [tab.refresh(), tab.refresh()]))
    expect(calls()).toEqual(['POST /auth/token'])
    expect(new Set(tokens).size).toBe(1)
    expect(tokens[0]).not.toBe(before)
    expect(await Promise.all(open.map((tab) => tab.accessToken()))).toEqual(open.map(() => tokens[0]))
  })

  it('asks nobody while the token is good, whatever the token itself says', async () => {
    const { tab, line } = await one()
    const opaque = { status: 'signed_in', access_token: 'not a JWT', expires_in: 600, refresh_token: 'r' }
    line.how = answering(
      200,
      'application/json',
      JSON.stringify({ ...opaque, user: { id: '1', nickname: 'n' } }),
    )
    await tab.refresh()
    expect(await tab.accessToken()).toBe('not a JWT')
    expect(line.calls).toEqual(['POST /auth/token'])
  })

  it('hands out no token that is about to end, by expires_in and its own clock', async () => {
    const { tab, line } = await one()
    const short = { status: 'signed_in', expires_in: 1, refresh_token: 'r', user: { id: '1', nickname: 'n' } }
    let turn = 0
    line.how = async () => {
      turn += 1
      return Response.json({ ...short, access_token: `token ${turn}` })
    }
    await tab.refresh()
    await vi.waitFor(async () => expect(await tab.accessToken()).toBe('token 2'), { timeout: 5_000 })
  })

  it('gets the same answer again when the first was lost on its way', async () => {
    const { tab, line } = await one()
    line.how = 'lost'
    const refreshed = tab.refresh()
    await vi.waitFor(() => expect(line.calls).toHaveLength(1))
    line.how = 'up'
    expect(await refreshed).toBeTruthy()
    expect(await tab.refresh()).toBeTruthy()
    expect(tab.state().status).toBe('signed_in')
  })

  it('goes on in another tab when the one that refreshed was killed before it had the answer', async () => {
    const { open, lines } = await tabs(2)
    const [killed, other] = open
    if (lines[0]) lines[0].how = 'lost'
    await expect(killed?.refresh()).rejects.toThrow(DaemunUnreachable)
    killed?.close()
    expect(await other?.refresh()).toBeTruthy()
    expect(await other?.refresh()).toBeTruthy()
  })

  it('keeps the session while the network is down, tries a few times, then rests, and recovers', async () => {
    const { tab, line } = await one()
    line.how = 'down'
    await expect(tab.refresh()).rejects.toThrow(DaemunUnreachable)
    expect(line.calls).toHaveLength(3)
    for (let asked = 0; asked < 100; asked += 1)
      await expect(tab.refresh()).rejects.toThrow(DaemunUnreachable)
    expect(line.calls).toHaveLength(3)
    expect(tab.state().status).toBe('signed_in')
    line.how = 'up'
    await vi.waitFor(async () => expect(await tab.refresh()).toBeTruthy(), { timeout: 5_000 })
  })

  it('waits as long as the service says', async () => {
    const { tab, line } = await one()
    line.how = async () => new Response('{}', { status: 429, headers: { 'retry-after': '30' } })
    const error = await tab.refresh().catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ name: 'DaemunUnreachable', retryAfterMs: 30_000 })
    expect(line.calls).toHaveLength(1)
  })

  it('ends when the service says so, in every tab, and asks no more', async () => {
    const { open, calls, user } = await tabs(3)
    await service.query(`update sessions set ended_at = now() where user_id = '${user.id}'`)
    expect(await open[0]?.refresh()).toBeNull()
    expect(open[0]?.state()).toEqual({ status: 'signed_out', because: 'ended' })
    for (const tab of open.slice(1))
      await vi.waitFor(() => expect(tab.state()).toEqual({ status: 'signed_out', because: 'elsewhere' }))
    expect(await Promise.all(open.map((tab) => tab.accessToken()))).toEqual([null, null, null])
    expect(calls()).toEqual(['POST /auth/token'])
  })

  it.each([
    ['a proxy that wants a password', 401, 'text/html', '<p>Who are you?', DaemunRefused],
    ['a firewall', 403, 'text/html', '<p>Blocked', DaemunRefused],
    ['the login page of a hotel', 200, 'text/html', '<p>Welcome', DaemunUnreachable],
    ['half an answer', 200, 'application/json', '{"status":"signed_', DaemunUnreachable],
    ['a gateway without a service', 502, 'text/html', '<p>Bad gateway', DaemunUnreachable],
  ])('is not ended by %s', async (_who, status, type, body, error) => {
    const { tab, line } = await one()
    line.how = answering(status, type, body)
    await expect(tab.refresh()).rejects.toThrow(error)
    expect(tab.state().status).toBe('signed_in')
  })

  it('is used by fetch, and a call that was answered 401 is made once more with a newer one', async () => {
    const { tab, line, user } = await one()
    const seen: string[] = []
    line.how = async (request) => {
      if (!new URL(request.url).pathname.endsWith('/me')) return fetch(request)
      seen.push(await request.clone().text())
      return seen.length === 1 ? new Response(null, { status: 401 }) : fetch(request)
    }
    const body = JSON.stringify({ nickname: '새 이름' })
    const headers = { 'content-type': 'application/json' }
    const answer = await tab.fetch(`${service.url}/users/me`, { method: 'PATCH', body, headers })
    expect(await answer.json()).toMatchObject({ id: user.id, nickname: '새 이름' })
    expect(seen).toEqual([body, body])
    expect(line.calls).toEqual(['PATCH /users/me', 'POST /auth/token', 'PATCH /users/me'])
  })

  it('never leaves for an origin that is not named', async () => {
    const { tab, line } = await one()
    await expect(tab.fetch('https://elsewhere.example/')).rejects.toThrow('apiOrigins does not name')
    expect(line.calls).toEqual([])
  })
})
