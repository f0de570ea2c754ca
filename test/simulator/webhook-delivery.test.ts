import { createServer, type IncomingMessage, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { decodeJwt, decodeProtectedHeader } from 'jose'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Simulator, startSimulator } from '../../src/infrastructure/simulator/simulator.ts'

type Call = { method?: string; url?: string; authorization?: string; type?: string; body: string }

const bodyOf = async (request: IncomingMessage) => {
  let body = ''
  for await (const part of request) body += part
  return body
}

let [calls, statuses]: [Call[], number[]] = [[], []]
let service: Server
let address: string
let simulator: Simulator
beforeEach(async () => {
  calls = []
  statuses = []
  service = createServer(async (request, response) => {
    const { method = '', url = '', headers } = request
    const { authorization = '', 'content-type': type = '' } = headers
    calls.push({ method, url, authorization, type, body: await bodyOf(request) })
    const status = statuses.shift() ?? 200
    if (status > 0) response.writeHead(status, { location: '/elsewhere' }).end()
  })
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve))
  address = `http://127.0.0.1:${(service.address() as AddressInfo).port}`
  simulator = await startSimulator({
    host: '127.0.0.1',
    port: 0,
    publicUrl: address,
    application: {
      appId: '7',
      kakao: { clientId: 'rest-key', clientSecret: 'rest-secret', adminKey: 'admin-key' },
      google: { clientId: 'google-client', clientSecret: 'google-secret' },
    },
  })
})
afterEach(async () => {
  service.closeAllConnections()
  await Promise.all([simulator.close(), new Promise((resolve) => service.close(resolve))])
})

const order = async (body: object) => {
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(`${simulator.url}/webhooks`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  })
  return (await answer.json()) as { sent_to: string; status: number | null }
}
const unlink = { provider: 'kakao', event: 'unlink', person: '1000000001' }
const revoked = { provider: 'google', event: 'tokens-revoked', person: '1000000001' }

describe('what is sent', () => {
  it("is Kakao's form or query, with the admin key (protocols 1.13)", async () => {
    await order(unlink)
    await order({ ...unlink, method: 'GET', referrer_type: 'ACCOUNT_DELETE' })
    const [path, authorization] = ['/auth/kakao/webhooks/unlink', 'KakaoAK admin-key']
    const fields = (referrer: string) => `app_id=7&user_id=1000000001&referrer_type=${referrer}`
    const type = 'application/x-www-form-urlencoded'
    expect(calls).toEqual([
      { method: 'POST', url: path, authorization, type, body: fields('UNLINK_FROM_APPS') },
      { method: 'GET', url: `${path}?${fields('ACCOUNT_DELETE')}`, authorization, type: '', body: '' },
    ])
  })

  it("is Kakao's security event token, with its own claims and no exp (protocols 1.14)", async () => {
    await order({ ...unlink, event: 'user-unlinked', reason: 'UNLINK_FROM_SERVICE' })
    const [{ type, url, body = '' } = { body: '' }] = calls
    expect([type, url]).toEqual(['application/secevent+jwt', '/auth/kakao/webhooks/events'])
    expect(decodeProtectedHeader(body)).toMatchObject({ alg: 'RS256', typ: 'secevent+jwt' })
    const [iss, sub, seconds] = [simulator.url, '1000000001', expect.any(Number)]
    expect(decodeJwt(body)).toEqual({
      iss,
      aud: 'rest-key',
      sub,
      iat: seconds,
      toe: seconds,
      jti: expect.any(String),
      txm: expect.any(String),
      app_id: '7',
      events: {
        'https://schemas.openid.net/secevent/oauth/event-type/user-unlinked': {
          subject: { subject_type: 'iss-sub', iss, sub },
          reason: 'UNLINK_FROM_SERVICE',
        },
      },
    })
  })

  it('is the very same again as a replay', async () => {
    await order({ ...unlink, event: 'sessions-revoked' })
    await order({ ...unlink, event: 'sessions-revoked', fault: 'wrong_key' })
    await order({ ...unlink, event: 'sessions-revoked', fault: 'replay' })
    expect(calls[2]).toEqual(calls[0])
  })

  it.each([
    ['wrong_issuer', 'iss'],
    ['wrong_audience', 'aud'],
  ])('is for somebody else with the fault %s', async (fault, claim) => {
    await order({ ...unlink, event: 'sessions-revoked' })
    await order({ ...unlink, event: 'sessions-revoked', fault })
    const [right, wrong] = calls.map(({ body }) => decodeJwt(body))
    expect(wrong?.[claim]).not.toBe(right?.[claim])
    expect({ ...wrong, jti: '', txm: '', iat: 0, toe: 0, [claim]: '' }).toEqual({
      ...{ ...right, jti: '', txm: '', iat: 0, toe: 0, [claim]: '' },
    })
  })

  it('is spelled and named by Google as its documents and samples have it (protocols 3.7)', async () => {
    const issuer = `${simulator.url}/google`
    const spellings = { discovered: issuer, trailing_slash: `${issuer}/`, without_scheme: issuer.slice(7) }
    for (const spelling of Object.keys(spellings)) await order({ ...revoked, issuer: spelling })
    expect(calls.map(({ body }) => decodeJwt(body).iss)).toEqual(Object.values(spellings))
    await order({ ...revoked, event: 'token-revoked' })
    const { events } = decodeJwt<{ events: object }>(calls.at(-1)?.body ?? '')
    expect(Object.values(events)).toEqual([
      {
        subject: {
          subject_type: 'oauth_token',
          token_type: 'refresh_token',
          token_identifier_alg: 'prefix',
          token: expect.stringMatching(/^[\w-]{16}$/),
        },
      },
    ])
  })

  it('is the very same token where Google delivers twice', async () => {
    statuses = [202, 202]
    expect(await order({ ...revoked, delivery: 'twice' })).toMatchObject({ status: 202 })
    expect(calls).toHaveLength(2)
    expect(calls[1]).toEqual(calls[0])
  })
})

describe('what Kakao tells unasked', () => {
  const link = async (person: string) => {
    const ask = new URLSearchParams({ client_id: 'rest-key', redirect_uri: address, response_type: 'code' })
    await fetch(`${simulator.url}/oauth/authorize?${ask}&login_hint=${person}&prompt=none`, {
      redirect: 'manual',
    })
  }
  const byAdmin = (path: string, person: string) =>
    fetch(`${simulator.url}${path}`, {
      method: 'POST',
      headers: { authorization: 'KakaoAK admin-key' },
      body: new URLSearchParams({ target_id_type: 'user_id', target_id: person }),
    })
  const isLinked = async (person: string) => (await byAdmin('/v2/user/me', person)).status === 200
  const reasonOf = ({ body }: Call) => {
    const isForm = body.startsWith('app_id=')
    if (isForm) return new URLSearchParams(body).get('referrer_type')
    const { events } = decodeJwt<{ events: Record<string, { reason: string }> }>(body)
    return Object.values(events)[0]?.reason
  }

  it('is the event alone where the application unlinked by itself (protocols 1.13, 1.14)', async () => {
    await link('1000000001')
    expect((await byAdmin('/v1/user/unlink', '1000000001')).status).toBe(200)
    await vi.waitUntil(() => calls.length > 0)
    // A callback would have come before this.
    await order({ ...unlink, event: 'user-linked' })
    const path = '/auth/kakao/webhooks/events'
    expect(calls.map(({ url }) => url)).toEqual([path, path])
    expect(calls.map(reasonOf)).toEqual(['UNLINK_FROM_SERVICE', undefined])
  })

  it('is nothing where there was no link to take away', async () => {
    expect((await byAdmin('/v1/user/unlink', '1000000001')).status).toBe(400)
    await order({ ...unlink, event: 'user-linked' })
    expect(calls).toHaveLength(1)
  })

  it('is that a signup was not finished within 24 hours, where the application connects people', async () => {
    await simulator.close()
    let now = new Date('2026-11-01T09:00:00Z')
    const turn = (seconds: number) => {
      now = new Date(now.getTime() + seconds * 1_000)
    }
    simulator = await startSimulator({
      ...{ host: '127.0.0.1', port: 0, publicUrl: address, now: () => now },
      application: {
        appId: '7',
        kakao: {
          clientId: 'rest-key',
          clientSecret: 'rest-secret',
          adminKey: 'admin-key',
          autoConnect: false,
        },
      },
    })
    await link('71')
    turn(60)
    await link('72')
    turn(86_400 - 60)
    await vi.waitUntil(() => calls.length === 2, { timeout: 5_000 })
    expect(calls.map(reasonOf)).toEqual(['INCOMPLETE_SIGN_UP', 'INCOMPLETE_SIGN_UP'])
    expect(calls.map(({ url }) => url).toSorted()).toEqual([
      '/auth/kakao/webhooks/events',
      '/auth/kakao/webhooks/unlink',
    ])
    expect([await isLinked('71'), await isLinked('72')]).toEqual([false, true])
  })
})

describe('the sending', () => {
  it('follows no redirect, and sends what failed no second time', async () => {
    statuses = [302, 500, 503]
    expect(await order(unlink)).toMatchObject({ status: 302 })
    expect(await order(unlink)).toMatchObject({ status: 500 })
    expect(await order({ ...unlink, event: 'user-linked' })).toMatchObject({ status: 503 })
    expect(calls).toHaveLength(3)
  })

  it('is tried twice more by Google, after a 5xx or no answer alone', async () => {
    statuses = [500, 503, 202]
    expect(await order(revoked)).toMatchObject({ status: 202 })
    statuses = [500, 500, 500, 202]
    expect(await order(revoked)).toMatchObject({ status: 500 })
    expect(calls).toHaveLength(6)
    statuses = [400]
    expect(await order(revoked)).toMatchObject({ status: 400 })
    expect(calls).toHaveLength(7)
    statuses = [0, 202]
    expect(await order(revoked)).toMatchObject({ status: 202 })
    expect(calls[8]).toEqual(calls[7])
  })

  it('waits no longer than 3 s, and tells that nobody answered', async () => {
    statuses = [0]
    expect(await order(unlink)).toMatchObject({ status: null })
    service.closeAllConnections()
    await new Promise((resolve) => service.close(resolve))
    expect(await order(unlink)).toMatchObject({
      sent_to: `${address}/auth/kakao/webhooks/unlink`,
      status: null,
    })
  })
})

it("takes nothing from a site whose own name leads here by its owner's DNS", async () => {
  const host = `attacker.example:${new URL(simulator.url).port}`
  const statusFrom = (headers: Record<string, string>) =>
    new Promise((resolve, reject) => {
      const asked = request(`${simulator.url}/webhooks`, { method: 'POST', headers }, ({ statusCode }) =>
        resolve(statusCode),
      )
      asked.once('error', reject).end(JSON.stringify(unlink))
    })
  const type = { 'content-type': 'application/json' }
  expect(await statusFrom({ ...type, host, origin: `http://${host}` })).toBe(403)
  expect(calls).toEqual([])
  expect(await statusFrom({ ...type, origin: simulator.url })).toBe(200)
})
