import { decodeJwt } from 'jose'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { beginLogin } from '../support/begun-login.ts'
import type { Client, LoginBody } from '../support/client.ts'
import { newClient } from '../support/client.ts'
import type { HostileKakao } from '../support/hostile-kakao.ts'
import { startHostileKakao } from '../support/hostile-kakao.ts'
import type { Service } from '../support/service.ts'
import { startService } from '../support/service.ts'

const origin = 'https://login.example.com'
const person = { profile: { nickname: '길동' } }

/** Security RH1, RT8, ASVS 3.3, 12.2.1: as it runs in earnest, behind a proxy that ends TLS. */
describe('under https, behind a trusted proxy', () => {
  let kakao: HostileKakao
  let service: Service
  let browser: Client
  beforeAll(async () => {
    kakao = await startHostileKakao('77')
    service = await startService({
      PUBLIC_URL: origin,
      TRUSTED_PROXIES: '127.0.0.1',
      RATE_LIMIT: 'on',
      SIMULATOR: 'off',
      KAKAO_AUTH_URL: kakao.url,
      KAKAO_API_URL: kakao.url,
      KAKAO_CLIENT_ID: kakao.clientId,
    })
    browser = newClient({ url: service.address })
  })
  afterAll(async () => {
    await service?.stop()
    await kakao?.close()
  })

  /** As the proxy passes a browser's request on. */
  const proxied = {
    accept: 'text/html',
    'x-forwarded-for': '198.51.100.7',
    'x-forwarded-proto': 'https',
    'x-forwarded-host': 'login.example.com',
  }
  const visit = (path: string, init: RequestInit = {}) =>
    browser.fetch(path, { ...init, headers: { ...proxied, ...init.headers } })
  const submit = (path: string, fields: [string, string][] = []) =>
    visit(path, { method: 'POST', headers: { origin }, body: new URLSearchParams(fields) })
  const asJson = { accept: 'application/json', origin }
  const login = async () => {
    const { comeBack, nonce, asked } = await beginLogin(browser)
    expect(asked.get('redirect_uri')).toBe(`${origin}/auth/kakao/callback`)
    await kakao.vouch(nonce, { account: person })
    return comeBack({}, proxied)
  }
  /** Each cookie that an answer sets or clears, without its value. */
  const cookiesOf = (answer: Response) =>
    answer.headers
      .getSetCookie()
      .map((cookie) => cookie.replace(/=[^;]*/, '').replace(/login_[\w-]+/, 'login'))
  const kept = (name: string, seconds: number) =>
    `__Host-daemun_${name}; Max-Age=${seconds}; Path=/; HttpOnly; Secure; SameSite=Lax`

  it('goes the whole way on cookies that are bound to the host and to TLS', async () => {
    const required = await login()
    expect([required.status, required.headers.get('location')]).toEqual([303, '/signup'])
    expect(cookiesOf(required)).toEqual([kept('login', 0), kept('signup', 604_800)])

    const form = await vi.waitFor(async () => {
      const page = await visit('/signup')
      expect(page.status).toBe(200)
      return page.text()
    }, 10_000)
    expect(form).toContain('길동')
    const terms = [...form.matchAll(/name="agreed_terms" value="([^"]+)"/g)].map(([, id = '']) => id)
    const agreed = terms.map((id): [string, string] => ['agreed_terms', id])
    const signedIn = await submit('/signup', [['nickname', '길동'], ...agreed])
    expect([signedIn.status, signedIn.headers.get('location')]).toEqual([303, '/account'])
    expect(cookiesOf(signedIn)).toEqual([kept('session', 1_209_600), kept('signup', 0)])
    expect(await (await visit('/account')).text()).toContain('길동')

    const refreshed = await visit('/auth/token', { method: 'POST', headers: asJson })
    expect(cookiesOf(refreshed)).toEqual([kept('session', 1_209_600)])
    const { access_token } = (await refreshed.json()) as LoginBody
    expect(decodeJwt(access_token)).toMatchObject({ iss: origin, aud: origin })

    expect((await submit('/logout')).headers.get('location')).toBe('/login')
    expect([...browser.cookies.keys()]).toEqual([])
    const again = await login()
    expect(again.headers.get('location')).toBe('/account')
    const out = await visit('/auth/logout', { method: 'POST', headers: asJson })
    expect([out.status, cookiesOf(out)]).toEqual([204, [kept('session', 0)]])
    expect(await service.query('select distinct address from sessions')).toEqual([
      { address: '198.51.100.7' },
    ])
  })

  it('says so to the browser with every answer', async () => {
    for (const path of ['/login', '/healthz', '/nowhere', '/auth/kakao/callback', '/assets/daemun.css']) {
      const { headers } = await visit(path)
      expect(headers.get('strict-transport-security')).toBe('max-age=63072000; includeSubDomains')
    }
  })

  it('believes no proxy about its own address, and http is not its origin', async () => {
    const elsewhere = { ...proxied, 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'http' }
    const begun = await visit('/auth/kakao/login', { headers: elsewhere })
    expect(new URL(begun.headers.get('location') ?? '').searchParams.get('redirect_uri')).toBe(
      `${origin}/auth/kakao/callback`,
    )
    expect(begun.headers.get('set-cookie')).toMatch(/^__Host-.*; Secure/)
    await login()
    for (const other of ['http://login.example.com', `${origin}:8443`, service.address]) {
      const answer = await visit('/auth/token', { method: 'POST', headers: { ...asJson, origin: other } })
      expect([other, answer.status]).toEqual([other, 403])
    }
  })

  it('takes no cookie without the prefix, which any host beside it could have set', async () => {
    await login()
    const session = browser.cookies.get('__Host-daemun_session')
    const bare = { headers: { ...proxied, cookie: `daemun_session=${session}` } }
    const answer = await fetch(`${service.address}/account`, { ...bare, redirect: 'manual' })
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/login'])
    expect((await visit('/account')).status).toBe(200)
  })
})
