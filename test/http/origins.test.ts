import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Client } from '../support/client.ts'
import { newClient, signedUp } from '../support/client.ts'
import { told } from '../support/problem.ts'
import type { Service } from '../support/service.ts'
import { startService } from '../support/service.ts'

type Schema = {
  readonly type?: string
  readonly required?: readonly string[]
  readonly minProperties?: number
  readonly properties?: Readonly<Record<string, Schema>>
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly anyOf?: readonly Schema[]
}
type Operation = {
  readonly security?: readonly Readonly<Record<string, unknown>>[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { schema: Schema }>> }
}

/** As little as the schema of a body takes. */
function least({ type, required = [], minProperties = 0, properties = {}, ...more }: Schema): unknown {
  if (more.const !== undefined) return more.const
  if (more.enum) return more.enum[0]
  if (more.anyOf?.[0]) return least(more.anyOf[0])
  if (type === 'array') return []
  if (type === 'boolean') return true
  if (type === 'integer' || type === 'number') return 1
  if (type !== 'object') return 'text'
  const names = new Set([...required, ...Object.keys(properties).slice(0, minProperties)])
  return Object.fromEntries([...names].map((name) => [name, least(properties[name] ?? {})]))
}

type Call = readonly [method: string, path: string, init: RequestInit]

type Document = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly securitySchemes: Readonly<Record<string, { in?: string; name?: string }>> }
}

/** Every call of the API that changes something for whoever sends a cookie, as the document tells of it. */
function callsOfApi(document: Document): Call[] {
  return Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, { security = [], requestBody }]) => {
      const byCookie = security.some((each) => Object.keys(each).some((name) => name.endsWith('_cookie')))
      if (method === 'get' || !byCookie) return []
      const body = requestBody && JSON.stringify(least(requestBody.content['application/json']?.schema ?? {}))
      const headers = body === undefined ? {} : { 'content-type': 'application/json' }
      const init = { headers, ...(body !== undefined && { body }) }
      const address = path.replace('{id}', randomUUID()).replace('{provider}', 'kakao')
      return [[method.toUpperCase(), address, init] as const]
    }),
  )
}

const form = (body = ''): RequestInit => ({
  body,
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
})

/** What the forms of our pages send. */
const callsOfPages: readonly Call[] = [
  ['POST', '/logout', form()],
  ['POST', '/signup', form('nickname=x')],
  ['POST', '/signup/abandon', form()],
  ['POST', `/account/sessions/${randomUUID()}/end`, form()],
  ['POST', '/account/sessions/end-others', form()],
]

/** Security 2.4 RH3, ASVS 3.5.1, 3.5.2: whoever has a cookie is not made to use it by another site. */
describe('a cookie', () => {
  let service: Service
  let browser: Client
  let calls: readonly Call[]
  beforeAll(async () => {
    service = await startService()
    browser = newClient(service)
    const page = { headers: { accept: 'text/html' } }
    await signedUp(service, '61001')
    await browser.fetch(await browser.atProvider('61001'), page)
    await browser.fetch(await browser.atProvider('61002'), page)
    expect([...browser.cookies.keys()].sort()).toEqual(['daemun_session', 'daemun_signup'])
    const document = (await (await fetch(`${service.url}/openapi.json`)).json()) as Document
    calls = [...callsOfApi(document), ...callsOfPages]
    for (const { in: place, name = '' } of Object.values(document.components.securitySchemes))
      if (place === 'cookie' && !browser.cookies.has(name)) browser.cookies.set(name, 'made-up')
  })
  afterAll(() => service?.stop())

  const send = ([method, path, init]: Call, headers: Record<string, string>, cookies?: string) => {
    const cookie = cookies ?? [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    return fetch(`${service.url}${path}`, {
      redirect: 'manual',
      method,
      ...init,
      headers: { ...(init.headers as Record<string, string>), ...headers, cookie },
    })
  }

  it('changes nothing for another origin, nor for one that does not say which it is', async () => {
    expect(calls.length).toBeGreaterThan(10)
    const { port, host } = new URL(service.url)
    const foreign = [
      'null',
      'https://evil.example',
      `https://${host}`,
      `http://127.0.0.1:${port}`,
      `http://localhost.evil.example:${port}`,
      `http://sub.localhost:${port}`,
      `${service.url}.evil.example`,
      'http://localhost',
      `${service.url}/`,
      `${service.url}, https://evil.example`,
    ]
    const everything = () =>
      service.query(`
        select identities::text as row from identities union all select users::text from users
        union all select pending_signups::text from pending_signups union all select sessions::text from sessions
        order by 1`)
    const open = () => service.query('select from outbox where closed_at is null')
    await vi.waitFor(async () => expect(await open()).toEqual([]), 10_000)
    const before = await everything()
    for (const call of calls) {
      for (const origin of [undefined, ...foreign]) {
        const answer = await send(call, { ...(origin && { origin }), referer: `${service.url}/account` })
        expect([call.slice(0, 2), origin, await told(answer)]).toEqual([
          call.slice(0, 2),
          origin,
          { status: 403, code: 'origin_not_allowed' },
        ])
        expect(answer.headers.getSetCookie()).toEqual([])
        expect(answer.headers.get('access-control-allow-origin')).toBeNull()
      }
    }
    expect(await everything()).toEqual(before)
  })

  it('that comes twice is believed by nobody (security 4.2)', async () => {
    const address = `daemun_login_${'a'.repeat(16)}`
    for (const name of ['daemun_session', 'daemun_signup', address]) {
      const value = browser.cookies.get(name) ?? 'x'
      for (const cookies of [`${name}=${value}; ${name}=${value}`, `${name}=; ${name}=${value}`]) {
        for (const call of [['GET', '/account', {}], ['GET', '/signup', {}], ...calls] as const) {
          const answer = await send(call as Call, { origin: service.url }, cookies)
          expect([call[1], await told(answer)]).toEqual([call[1], { status: 400, code: 'invalid_request' }])
        }
      }
    }
  })

  it('that only looks like ours is none', async () => {
    const lookAlikes = (name: string, value: string) => [
      `${name.toUpperCase()}=${value}`,
      `${name}2=${value}; x${name}=${value}`,
      `__Host-${name}=${value}`,
      `__Secure-${name}=${value}`,
      `"${name}"=${value}`,
      `${name}%00=${value}`,
      `${name}[]=${value}`,
    ]
    const ofSession = lookAlikes('daemun_session', browser.cookies.get('daemun_session') ?? '')
    const ofSignup = lookAlikes('daemun_signup', browser.cookies.get('daemun_signup') ?? '')
    for (const cookies of [...ofSession, ...ofSignup, [...ofSession, ...ofSignup].join('; ')]) {
      for (const [path, way] of [
        ['/account', '/login'],
        ['/signup', '/login'],
      ] as const) {
        const answer = await send(['GET', path, {}], {}, cookies)
        expect([cookies, answer.status, answer.headers.get('location')]).toEqual([cookies, 303, way])
      }
      for (const path of ['/users/me', '/auth/signup'])
        expect((await send(['GET', path, {}], {}, cookies)).status).toBe(401)
    }
  })

  it('that somebody made up is nobody, and no fault of ours', async () => {
    for (const value of ['', 'x', '..', 'a.b.c', 'A'.repeat(4_000), '%00', '"', 'undefined', '{}']) {
      for (const path of ['/users/me', '/auth/signup']) {
        const cookies = `daemun_session=${value}; daemun_signup=${value}`
        expect([path, value, (await send(['GET', path, {}], {}, cookies)).status]).toEqual([path, value, 401])
      }
    }
  })
})
