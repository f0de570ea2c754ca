import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from 'jose'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { LoginBody } from '../support/client.ts'
import { authorized, newClient, signedUp } from '../support/client.ts'
import type { Service } from '../support/service.ts'
import { startService } from '../support/service.ts'

let subject = 90_000
const nextSubject = () => {
  subject += 1
  return String(subject)
}

describe('tokens', () => {
  let service: Service
  beforeAll(async () => {
    service = await startService()
  })
  afterAll(() => service?.stop())

  const call = (path: string, init: RequestInit = {}) =>
    fetch(`${service.url}${path}`, { redirect: 'manual', ...init })
  const refresh = (token: string) =>
    call('/auth/token', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ refresh_token: token }),
    })
  const successor = async (token: string) =>
    ((await (await refresh(token)).json()) as LoginBody).refresh_token
  const me = (token: string) => call('/users/me', authorized(token))

  it('are access tokens by RFC 9068, which any verifier with our keys accepts', async () => {
    const { access_token, user } = await signedUp(service, nextSubject())
    const keys = createRemoteJWKSet(new URL(`${service.url}/.well-known/jwks.json`))
    const checks = { issuer: service.url, audience: service.url, typ: 'at+jwt', algorithms: ['ES256'] }
    const { payload } = await jwtVerify(access_token, keys, checks)
    expect(payload.sub).toBe(user.id)
    expect(Object.keys(payload).sort()).toEqual(
      ['amr', 'aud', 'auth_time', 'client_id', 'exp', 'iat', 'iss', 'jti', 'sid', 'sub'].sort(),
    )
    expect(Number(payload.exp) - Number(payload.iat)).toBe(600)
    expect(decodeProtectedHeader(access_token)).toMatchObject({ typ: 'at+jwt', alg: 'ES256' })
    const published = await (await call('/.well-known/jwks.json')).text()
    expect(published).not.toContain('"d":')
  })

  it('name one user by sub alone, only in the Authorization header', async () => {
    const { access_token, user } = await signedUp(service, nextSubject())
    expect(await (await me(access_token)).json()).toMatchObject({ id: user.id, email_verified: false })
    const inQuery = await call(`/users/me?access_token=${access_token}`)
    expect([inQuery.status, inQuery.headers.get('www-authenticate')]).toEqual([401, 'Bearer'])
    for (const authorization of [
      'Bearer x',
      'Bearer',
      'Basic abc',
      `Bearer ${access_token}x`,
      'Bearer a b',
    ]) {
      const answer = await call('/users/me', { headers: { authorization } })
      expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([
        401,
        'Bearer error="invalid_token"',
      ])
    }
  })

  it('rotate: the predecessor is told the same within the grace, an older one ends the session', async () => {
    const { refresh_token: first } = await signedUp(service, nextSubject())
    const answered = await (await refresh(first)).text()
    const again = await refresh(first)
    expect([again.status, await again.text()]).toEqual([200, answered])
    const second = (JSON.parse(answered) as LoginBody).refresh_token
    const third = await successor(second)
    expect(third).toMatch(/^[\w-]{64}$/)
    expect((await refresh(first)).status).toBe(401)
    expect((await refresh(third)).status).toBe(401)
    expect(await service.query("select 1 from outbox where type = 'RefreshTokenReused'")).toHaveLength(1)
  })

  it('are not ended by a forgery that knows the session', async () => {
    const { refresh_token } = await signedUp(service, nextSubject())
    const forged = Buffer.concat([
      Buffer.from(refresh_token, 'base64url').subarray(0, 16),
      Buffer.alloc(32, 7),
    ])
    expect((await refresh(forged.toString('base64url'))).status).toBe(401)
    expect((await refresh(refresh_token)).status).toBe(200)
  })

  it('stay in the cookie of a browser, which needs our own Origin to refresh', async () => {
    const who = nextSubject()
    await signedUp(service, who)
    const client = newClient(service)
    await client.fetch(await client.atProvider(who), { headers: { accept: 'text/html' } })
    const refused = await client.fetch('/auth/token', { method: 'POST' })
    expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([
      403,
      'origin_not_allowed',
    ])
    const before = client.cookies.get('daemun_session')
    const answer = await client.fetch('/auth/token', { method: 'POST', headers: { origin: service.url } })
    const body = (await answer.json()) as Partial<LoginBody>
    expect(body.access_token).toBeDefined()
    expect(body.refresh_token).toBeUndefined()
    expect(client.cookies.get('daemun_session')).not.toBe(before)
    expect((await client.fetch('/auth/logout', { method: 'POST' })).status).toBe(403)
    expect(
      (await client.fetch('/auth/logout', { method: 'POST', headers: { origin: service.url } })).status,
    ).toBe(204)
    expect(client.cookies.has('daemun_session')).toBe(false)
  })

  it('are over after logout, which may be repeated', async () => {
    const { access_token, refresh_token } = await signedUp(service, nextSubject())
    for (let times = 0; times < 2; times += 1) {
      expect((await call('/auth/logout', authorized(access_token, 'POST'))).status).toBe(204)
    }
    expect((await me(access_token)).status).toBe(401)
    expect((await refresh(refresh_token)).status).toBe(401)
    expect((await call('/auth/logout', { method: 'POST' })).status).toBe(204)
  })

  it('are over after a logout by the body, or by any of them', async () => {
    const logout = (sent: object) =>
      call('/auth/logout', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(sent),
      })
    for (const which of ['current', 'spent'] as const) {
      const { access_token, refresh_token: spent } = await signedUp(service, nextSubject())
      const current = await successor(spent)
      for (let times = 0; times < 2; times += 1) {
        const refresh_token = which === 'current' ? current : spent
        expect([which, (await logout({ refresh_token })).status]).toEqual([which, 204])
      }
      expect([which, (await me(access_token)).status]).toEqual([which, 401])
      expect([which, (await refresh(current)).status]).toEqual([which, 401])
    }
    const { access_token } = await signedUp(service, nextSubject())
    for (const refresh_token of ['', 'x', 'A'.repeat(64), access_token])
      expect((await logout({ refresh_token })).status).toBe(204)
    for (const wrong of [{ refresh_token: 1 }, { token: 'x' }, []])
      expect((await logout(wrong)).status).toBe(400)
    expect((await me(access_token)).status).toBe(200)
  })

  it('change the profile of their own user, strictly', async () => {
    const { access_token } = await signedUp(service, nextSubject())
    const patch = (sent: object) => call('/users/me', authorized(access_token, 'PATCH', sent))
    expect(await (await patch({ nickname: ' 새 이름 ' })).json()).toMatchObject({ nickname: '새 이름' })
    for (const sent of [{ email_verified: true }, { id: 'x' }, { created_at: 'x' }, {}]) {
      expect((await patch(sent)).status).toBe(400)
    }
    expect((await patch({ nickname: '' })).status).toBe(422)
  })

  it('never leave in a cache, a log, a row or a job', async () => {
    const client = newClient(service)
    const callback = new URL(await client.atProvider(nextSubject()))
    const answer = await client.fetch(callback.href)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    const { signup_token } = (await answer.json()) as LoginBody
    const user = await signedUp(service, nextSubject())
    const secrets = [
      signup_token,
      user.access_token,
      user.refresh_token,
      callback.searchParams.get('code'),
      callback.searchParams.get('state'),
      'simulated-client-secret',
      'person-',
    ]
    const tables = await service.query<{ name: string }>(
      "select schemaname || '.' || quote_ident(tablename) as name from pg_tables where schemaname in ('public', 'bullmq')",
    )
    expect(tables.length).toBeGreaterThan(10)
    const dumps = await Promise.all(tables.map(({ name }) => service.query(`select t::text from ${name} t`)))
    const everything = `${JSON.stringify(dumps)}\n${service.log.join('\n')}`
    for (const secret of secrets) expect(everything).not.toContain(secret)
  })
})

describe('tokens of a short life', () => {
  it('end while the session lives on, which gives another (ASVS 7.4.1)', async () => {
    const service = await startService({ ACCESS_TOKEN_TTL: '1' })
    const me = async (token: string) => {
      const answer = await fetch(`${service.url}/users/me`, authorized(token))
      return [answer.status, answer.headers.get('www-authenticate')]
    }
    let { access_token, refresh_token } = await signedUp(service, '1')
    for (let times = 0; times < 2; times += 1) {
      const over = [401, 'Bearer error="invalid_token"']
      await vi.waitFor(async () => expect(await me(access_token)).toEqual(over), {
        timeout: 10_000,
        interval: 100,
      })
      const headers = { 'content-type': 'application/json' }
      const body = JSON.stringify({ refresh_token })
      const answer = await fetch(`${service.url}/auth/token`, { method: 'POST', headers, body })
      const next = (await answer.json()) as LoginBody & { expires_in: number }
      expect([answer.status, next.expires_in]).toEqual([200, 1])
      ;({ access_token, refresh_token } = next)
    }
    await service.stop()
  })

  it('end with the session, counted from login however often it was refreshed', async () => {
    const service = await startService({ SESSION_TTL: '2', ACCESS_TOKEN_TTL: '1' })
    const { access_token, refresh_token } = await signedUp(service, '1')
    let current = refresh_token
    const begun = Date.now()
    await vi.waitFor(
      async () => {
        const headers = { 'content-type': 'application/json' }
        const body = JSON.stringify({ refresh_token: current })
        const answer = await fetch(`${service.url}/auth/token`, { method: 'POST', headers, body })
        if (answer.status === 200) current = ((await answer.json()) as LoginBody).refresh_token
        expect(answer.status).toBe(401)
      },
      { timeout: 10_000, interval: 100 },
    )
    expect(Date.now() - begun).toBeLessThan(8_000)
    expect((await fetch(`${service.url}/users/me`, authorized(access_token))).status).toBe(401)
    await service.stop()
  })
})
