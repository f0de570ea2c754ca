import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newClient, signedUp } from '../support/client.ts'
import { told } from '../support/problem.ts'
import type { Service } from '../support/service.ts'
import { startService } from '../support/service.ts'

describe('the way to a provider and back', () => {
  let service: Service
  beforeAll(async () => {
    service = await startService({ RETURN_TO_ORIGINS: 'https://app.example.com' })
  })
  afterAll(() => service?.stop())

  const begin = (query = '', init: RequestInit = {}) =>
    fetch(`${service.url}/auth/kakao/login${query}`, { redirect: 'manual', ...init })

  describe('begin', () => {
    it('sends state, nonce and an S256 challenge, and no scope (RFC 9700 2.1.1, KOE205)', async () => {
      const answer = await begin(
        '?scope=account_email&redirect_uri=https://evil.example&client_id=x&prompt=none',
      )
      const sent = new URL(answer.headers.get('location') ?? '').searchParams
      expect(answer.status).toBe(302)
      expect([...sent.keys()].sort()).toEqual(
        [
          'client_id',
          'code_challenge',
          'code_challenge_method',
          'nonce',
          'redirect_uri',
          'response_type',
          'state',
        ].sort(),
      )
      expect(sent.get('code_challenge_method')).toBe('S256')
      expect(sent.get('redirect_uri')).toBe(`${service.url}/auth/kakao/callback`)
      for (const secret of ['state', 'nonce', 'code_challenge'])
        expect(sent.get(secret)).toMatch(/^[\w-]{43}$/)
    })

    it('seals the attempt into an HttpOnly cookie of its own, which is no-store and no row', async () => {
      const answer = await begin()
      expect(answer.headers.get('set-cookie')).toMatch(
        /^daemun_login_[\w-]{16}=[\w.-]+; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax$/,
      )
      expect(answer.headers.get('cache-control')).toBe('no-store')
    })

    it('answers a POST, as a form sends it, with 303', async () => {
      const form = { 'content-type': 'application/x-www-form-urlencoded' }
      expect((await begin('', { method: 'POST', headers: form, body: 'a=b' })).status).toBe(303)
    })

    it('is not begun by HEAD, by a prefetch or from within a page (ASVS 7.6.2)', async () => {
      expect((await begin('', { method: 'HEAD' })).status).toBe(405)
      const guesses = [
        { 'sec-purpose': 'prefetch;prerender' },
        { purpose: 'prefetch' },
        { 'sec-fetch-dest': 'image' },
      ]
      for (const headers of guesses) {
        const answer = await begin('', { headers: headers as unknown as Record<string, string> })
        expect(answer.headers.get('set-cookie')).toBeNull()
        expect(await told(answer)).toEqual({ status: 400, code: 'not_a_navigation' })
      }
    })

    it('keeps at most eight attempts in one browser: the oldest goes', async () => {
      const client = newClient(service)
      await client.fetch('/auth/kakao/login')
      const [oldest = ''] = client.cookies.keys()
      for (let attempt = 0; attempt < 8; attempt += 1) await client.fetch('/auth/kakao/login')
      expect(client.cookies.size).toBe(8)
      expect(client.cookies.has(oldest)).toBe(false)
    })

    it.each(['/a?b=c#d', '/', 'https://app.example.com/x?y=z'])('takes return_to %s', async (returnTo) => {
      expect((await begin(`?return_to=${encodeURIComponent(returnTo)}`)).status).toBe(302)
    })

    const refused = [
      '//evil.example',
      '/\\evil.example',
      '/.//evil.example',
      '/a/../b',
      '/a/%2e%2e/b',
      '/%2fevil',
    ]
    it.each([...refused, 'https://app.example.com.evil.example/', 'javascript:alert(1)', '/a\r\nb', ''])(
      'refuses return_to %j',
      async (returnTo) => {
        const answer = await begin(`?return_to=${encodeURIComponent(returnTo)}`)
        expect(await told(answer)).toEqual({ status: 400, code: 'return_to_not_allowed' })
      },
    )

    it('refuses return_to when it is given twice', async () => {
      expect(await told(await begin('?return_to=/a&return_to=/b'))).toEqual({
        status: 400,
        code: 'return_to_not_allowed',
      })
    })

    it('knows no other provider', async () => {
      for (const name of ['naver', 'Kakao', '__proto__', 'constructor']) {
        expect(await told(await fetch(`${service.url}/auth/${name}/login`))).toEqual({
          status: 404,
          code: 'unknown_provider',
        })
      }
    })
  })

  describe('callback', () => {
    const comeBack = async (change: (callback: URL) => void, init: RequestInit = {}) => {
      const client = newClient(service)
      const callback = new URL(await client.atProvider('501'))
      change(callback)
      return client.fetch(callback.href, init)
    }

    const refusals: [what: string, change: (callback: URL) => void, status: number, code: string][] = [
      ['no state', (url) => url.searchParams.delete('state'), 400, 'invalid_state'],
      ['another state', (url) => url.searchParams.set('state', 'x'.repeat(43)), 400, 'invalid_state'],
      ['two states', (url) => url.searchParams.append('state', 'x'), 400, 'invalid_state'],
      [
        'the iss of another',
        (url) => url.searchParams.set('iss', 'https://evil.example'),
        400,
        'invalid_state',
      ],
      ['an empty iss', (url) => url.searchParams.set('iss', ''), 400, 'invalid_state'],
      ['no code', (url) => url.searchParams.delete('code'), 400, 'invalid_code'],
      ['two codes', (url) => url.searchParams.append('code', 'x'), 400, 'invalid_code'],
      ['an unknown code', (url) => url.searchParams.set('code', 'x'), 400, 'invalid_code'],
      ['a code and an error', (url) => url.searchParams.set('error', 'access_denied'), 403, 'access_denied'],
      ['login_required', (url) => url.searchParams.set('error', 'login_required'), 403, 'access_denied'],
      ['server_error', (url) => url.searchParams.set('error', 'server_error'), 502, 'provider_unavailable'],
      [
        'an invented error',
        (url) => url.searchParams.set('error', '"}\n{"level":60'),
        502,
        'provider_unavailable',
      ],
    ]
    it.each(refusals)('refuses %s', async (_what, change, status, code) => {
      expect(await told(await comeBack(change))).toEqual({ status, code })
      expect(service.log.join('\n')).not.toContain('"level":60')
    })

    it('refuses another browser', async () => {
      const callback = await newClient(service).atProvider('501')
      expect(await told(await newClient(service).fetch(callback))).toEqual({
        status: 400,
        code: 'invalid_state',
      })
    })

    it('is over with its first try, also when that failed, and although the cookie was kept', async () => {
      const client = newClient(service)
      const callback = await client.atProvider('501')
      const cookie = [...client.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
      const broken = callback.replace(/code=[^&]*/, 'code=x')
      expect((await fetch(broken, { headers: { cookie } })).status).toBe(400)
      const again = await fetch(callback, { headers: { cookie } })
      expect(await told(again)).toEqual({ status: 400, code: 'invalid_state' })
    })

    it('lets two tabs come back in any order', async () => {
      const client = newClient(service)
      const [one, other] = [await client.atProvider('502'), await client.atProvider('502')]
      expect((await client.fetch(other)).status).toBe(202)
      expect((await client.fetch(one)).status).toBe(202)
    })

    it('gives a known browser nothing but cookies and its way, byte for byte', async () => {
      await signedUp(service, '503')
      const client = newClient(service)
      const callback = await client.atProvider('503', `?return_to=${encodeURIComponent('/app?x=%41&y#z')}`)
      const answer = await client.fetch(callback, { headers: { accept: 'text/html,*/*;q=0.8' } })
      expect(answer.status).toBe(303)
      expect(answer.headers.get('location')).toBe('/app?x=%41&y#z')
      expect(client.cookies.get('daemun_session')).toMatch(/^[\w-]{64}$/)
      expect(await answer.text()).toBe('')
    })

    it('tells a stranger where to sign up, in either form', async () => {
      const json = await newClient(service).login('504')
      expect(json).toMatchObject({
        status: 202,
        body: { status: 'signup_required', signup_url: `${service.url}/signup` },
      })
      const client = newClient(service)
      const page = await client.fetch(await client.atProvider('504'), { headers: { accept: 'text/html' } })
      expect([page.status, page.headers.get('location')]).toEqual([303, '/signup'])
    })
  })
})
