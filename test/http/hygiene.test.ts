import { once } from 'node:events'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { authorized, newClient, signedUp } from '../support/client.ts'
import { told } from '../support/problem.ts'
import type { Service } from '../support/service.ts'
import { startService } from '../support/service.ts'

/** Security 2.4. */
describe('the HTTP door', () => {
  let service: Service
  beforeAll(async () => {
    service = await startService()
  })
  afterAll(() => service?.stop())

  const call = (path: string, init: RequestInit = {}) =>
    fetch(`${service.url}${path}`, { redirect: 'manual', ...init })

  /** The answer to bytes that no client of good manners sends. */
  const raw = async (text: string) => {
    const socket = connect(Number(new URL(service.url).port), '127.0.0.1')
    socket.write(text)
    const [answer] = await once(socket, 'data')
    socket.destroy()
    return String(answer)
  }

  it('answers every problem as application/problem+json (RFC 9457)', async () => {
    const answer = await call('/nowhere')
    expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8')
    const problem = (await answer.json()) as Record<string, unknown>
    expect(Object.keys(problem)).toEqual(['type', 'title', 'status', 'detail', 'code', 'request_id'])
    expect(problem).toMatchObject({ status: 404, code: 'not_found' })
  })

  it('answers a person with a page in their language', async () => {
    const page = (language: string) =>
      call('/auth/kakao/callback', { headers: { accept: 'text/html', 'accept-language': language } })
    const [ko, en] = [await page('ko'), await page('en-GB')]
    expect([ko.status, en.status]).toEqual([400, 400])
    expect(await ko.text()).toContain('<html lang="ko">')
    expect(await en.text()).toContain('<html lang="en">')
  })

  it.each([
    ['PUT', '/users/me', 'GET, PATCH, DELETE'],
    ['OPTIONS', '/auth/token', 'POST'],
    ['GET', '/auth/token', 'POST'],
    ['HEAD', '/auth/kakao/callback', 'GET'],
  ])('answers %s %s with 405', async (method, path, allow) => {
    const answer = await call(path, { method })
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, allow])
  })

  it.each(['/auth/kakao/callback/x.css', '/auth/kakao/login/', '/auth//kakao/login', '/..%2fetc'])(
    'finds nothing at %s',
    async (path) => {
      expect((await call(path)).status).toBe(404)
    },
  )

  it.each([
    ['POST', '/nowhere', '{'],
    ['POST', '/nowhere', `"${'x'.repeat(20_000)}"`],
    ['PUT', '/auth/kakao/native/', '{'],
    ['DELETE', '/nowhere', '{"__proto__":1}'],
  ])('finds nothing by %s %s, whatever is in its body', async (method, path, body) => {
    const answer = await call(path, { method, body, headers: { 'content-type': 'application/json' } })
    expect(await told(answer)).toEqual({ status: 404, code: 'not_found' })
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
  })

  it.each(['TRACE', 'QUERY'])('knows no %s, and no method that another stands for (RH2)', async (method) => {
    const answer = await raw(`${method} /users/me HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`)
    expect(answer).toMatch(/^HTTP\/1\.1 405 /)
    expect(answer).toMatch(/^allow: GET, PATCH, DELETE\r$/im)
    expect(await raw(`${method} /nowhere HTTP/1.1\r\nHost: a\r\n\r\n`)).toMatch(/^HTTP\/1\.1 404 /)
    const overridden = await call('/auth/signup', {
      method: 'POST',
      headers: { 'x-http-method-override': 'DELETE', 'content-type': 'application/json' },
      body: '{"_method":"DELETE"}',
    })
    expect(overridden.status).toBe(405)
  })

  it('says to browsers what they may do', async () => {
    for (const path of ['/login', '/healthz', '/nowhere', '/auth/kakao/login']) {
      const { headers } = await call(path)
      expect(headers.get('content-security-policy')).toMatch(
        /default-src 'none'.*base-uri 'none'.*frame-ancestors 'none'/,
      )
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('referrer-policy')).toBe('same-origin')
      expect(headers.get('cache-control')).toBe('no-store')
      expect(headers.get('access-control-allow-origin')).toBeNull()
    }
  })

  it('has an icon and a stylesheet that may be kept', async () => {
    for (const [path, type] of [
      ['/favicon.ico', 'image/x-icon'],
      ['/assets/daemun.css', 'text/css; charset=utf-8'],
    ]) {
      const answer = await call(path ?? '')
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, type])
      expect(answer.headers.get('cache-control')).toContain('public')
    }
  })

  it('refuses two Host headers, two values of a cookie, and what cannot be read', async () => {
    expect(await raw('GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n')).toContain('400 Bad Request')
    expect(await raw('GET /healthz HTTP/1.1\r\n\r\n')).toContain('400 Bad Request')
    expect(
      await raw(
        'POST /auth/token HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n',
      ),
    ).toContain('"code":"invalid_request"')
    expect(await raw(`GET /${'a'.repeat(20_000)} HTTP/1.1\r\nHost: a\r\n\r\n`)).toContain('431')
    expect((await call('/login', { headers: { cookie: 'daemun_session=a; daemun_session=b' } })).status).toBe(
      400,
    )
    expect(
      (await call('/login', { headers: { cookie: 'Daemun_session=a; xdaemun_session=b' } })).status,
    ).toBe(200)
    expect((await call('/%zz')).status).toBe(400)
  })

  it('takes its own address from configuration alone (RH1)', async () => {
    const headers = {
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'https',
      forwarded: 'host=evil.example',
    }
    const answer = await call('/auth/kakao/login', { headers })
    const sent = new URL(answer.headers.get('location') ?? '').searchParams
    expect(sent.get('redirect_uri')).toBe(`${service.url}/auth/kakao/callback`)
    expect(answer.headers.get('set-cookie')).not.toContain('Secure')
  })

  it('logs a request in one line of JSON, by its route', async () => {
    const before = service.log.length
    await call('/auth/kakao/callback?code=secret-code&state=secret-state', {
      headers: { 'user-agent': 'a"}\\n{' },
    })
    const lines = service.log.slice(before).map((line) => JSON.parse(line))
    const requests = lines.filter(({ msg }) => msg === 'request')
    expect(requests).toHaveLength(1)
    expect(requests[0]).toMatchObject({
      method: 'GET',
      route: '/auth/:provider/callback',
      status: 400,
      code: 'invalid_state',
    })
    expect(JSON.stringify(lines)).not.toContain('secret-')
  })

  it('shows the API as a page', async () => {
    expect((await call('/docs/')).status).toBe(200)
  })
})

/** ASVS 16.5.1, 13.4.2: a fault of ours is told by its id, and by nothing of its inside. */
describe('a fault of ours', () => {
  it('shows itself in the log alone, and everything else goes on', async () => {
    const service = await startService()
    const { access_token } = await signedUp(service, '90210')
    const client = newClient(service)
    const callback = await client.atProvider('90210')
    await service.query('alter table identities rename column subject to hidden_from_the_service')
    const answers = [await client.fetch(callback), await client.fetch(await client.atProvider('90211'))]
    for (const answer of answers) {
      const { request_id } = (await answer.clone().json()) as { request_id: string }
      expect(await told(answer)).toEqual({ status: 500, code: 'internal_error' })
      const [line = '{}'] = service.log.filter((each) => each.includes(request_id) && each.includes('"err"'))
      expect(JSON.parse(line)).toMatchObject({ msg: 'request failed', err: { code: '42703' } })
      expect(line).not.toContain('90210')
    }
    const way = await client.atProvider('90212')
    const page = await client.fetch(way, { headers: { accept: 'text/html', 'accept-language': 'en' } })
    const text = await page.text()
    expect([page.status, page.headers.get('content-type')]).toEqual([500, 'text/html; charset=utf-8'])
    expect(text).not.toMatch(/subject|column|42703|select|node_modules|\bat \//)
    expect((await fetch(`${service.url}/users/me`, authorized(access_token))).status).toBe(200)
    await service.stop()
  })
})

describe('the HTTP door under https', () => {
  it('locks its cookies to the host, and the browser to https (ASVS 3.3, 3.4.1)', async () => {
    const service = await startService({
      PUBLIC_URL: 'https://login.example.com',
      SIMULATOR: 'off',
      KAKAO_CLIENT_ID: 'key',
      RATE_LIMIT: 'on',
    })
    const answer = await fetch(`${service.address}/auth/kakao/login`, { redirect: 'manual' })
    expect(answer.headers.get('set-cookie')).toMatch(
      /^__Host-daemun_login_[\w-]+=.*; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    )
    expect(answer.headers.get('strict-transport-security')).toMatch(/max-age=\d{8}/)
    const look = await fetch(`${service.address}/account`, {
      redirect: 'manual',
      headers: { cookie: 'daemun_session=x' },
    })
    expect(look.headers.get('location')).toBe('/login')
    await service.stop()
  })
})
