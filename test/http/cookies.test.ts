import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newClient, signedUp } from '../support/client.ts'
import { told } from '../support/problem.ts'
import type { Service } from '../support/service.ts'
import { startService } from '../support/service.ts'

let lastSubject = 40_000
const someone = () => {
  lastSubject += 1
  return String(lastSubject)
}

/** Security 2.2 RT8, 2.4 RH3, RH6: what a browser carries for us, and who may make it do so. */
describe('a browser', () => {
  let service: Service
  beforeAll(async () => {
    service = await startService()
  })
  afterAll(() => service?.stop())

  const page = { accept: 'text/html' }
  /** A browser of somebody who is signed in. */
  const signedIn = async () => {
    const subject = someone()
    await signedUp(service, subject)
    const client = newClient(service)
    await client.fetch(await client.atProvider(subject), { headers: page })
    return client
  }
  const fromOurPages = () => ({ method: 'POST', headers: { origin: service.url } })
  const session = (value: string | undefined) => `daemun_session=${value}`

  it('stays signed in when two of its tabs refresh at once', async () => {
    const client = await signedIn()
    const cookie = session(client.cookies.get('daemun_session'))
    const tabs = await Promise.all(
      [1, 2, 3].map(() =>
        fetch(`${service.url}/auth/token`, { method: 'POST', headers: { origin: service.url, cookie } }),
      ),
    )
    const set = tabs.flatMap(({ status, headers }) => headers.getSetCookie().map((each) => [status, each]))
    expect(tabs.map(({ status }) => status)).toEqual([200, 200, 200])
    const [[, one] = []] = set
    expect(one).toMatch(/^daemun_session=[\w-]{64}; Max-Age=1209600;/)
    expect(set).toEqual([
      [200, one],
      [200, one],
      [200, one],
    ])
  })

  it('loses the cookie of a session that is over', async () => {
    const client = await signedIn()
    const first = client.cookies.get('daemun_session') ?? ''
    for (let times = 0; times < 2; times += 1) await client.fetch('/auth/token', fromOurPages())
    client.cookies.set('daemun_session', first)
    expect(await told(await client.fetch('/auth/token', fromOurPages()))).toEqual({
      status: 401,
      code: 'invalid_grant',
    })
    expect(client.cookies.has('daemun_session')).toBe(false)
    expect(await told(await client.fetch('/auth/token', fromOurPages()))).toEqual({
      status: 401,
      code: 'invalid_grant',
    })
  })

  const beginning = (returnTo: string) => `/auth/kakao/login?return_to=${encodeURIComponent(returnTo)}`

  it('is not locked out by attempts of its own, however long their way back', async () => {
    const client = newClient(service)
    const longest = `/${'a'.repeat(1_999)}`
    for (let attempts = 0; attempts < 12; attempts += 1) {
      const begun = await client.fetch(beginning(longest))
      expect([attempts, begun.status]).toEqual([attempts, 302])
    }
    expect([...client.cookies].join().length).toBeLessThan(8_192)
    const callback = await client.atProvider(someone(), `?return_to=${encodeURIComponent(longest)}`)
    expect((await client.fetch(callback)).status).toBe(202)
  })

  it('is never given a cookie that it would not keep (RFC 6265 6.1)', async () => {
    const fits = async (letters: number) =>
      (await fetch(`${service.url}${beginning(`/${'가'.repeat(letters)}`)}`, { redirect: 'manual' }))
        .status === 302
    let longest = 100
    while (await fits(longest + 10)) longest += 10
    expect(longest).toBeGreaterThan(700)
    const refused = await newClient(service).fetch(beginning(`/${'가'.repeat(longest + 10)}`))
    expect(refused.headers.getSetCookie()).toEqual([])
    expect(await told(refused)).toEqual({ status: 400, code: 'return_to_not_allowed' })
    const client = newClient(service)
    const callback = await client.atProvider(
      someone(),
      `?return_to=${encodeURIComponent(`/${'가'.repeat(longest)}`)}`,
    )
    const cookies = [...client.cookies]
    await client.fetch(callback, { headers: page })
    for (const cookie of [...cookies, ...client.cookies]) expect(cookie.join('=').length).toBeLessThan(4_096)
    expect(client.cookies.has('daemun_signup')).toBe(true)
  })
})
