import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appClient, appOrigin } from '../support/code-flow.ts'
import type { Service } from '../support/service.ts'
import { startService } from '../support/service.ts'

describe('pages of other origins (ASVS 3.4.2)', () => {
  let service: Service
  beforeAll(async () => {
    service = await startService({ CLIENTS: JSON.stringify([appClient]) })
  })
  afterAll(() => service?.stop())

  const call = (path: string, origin: string | undefined, init: RequestInit = {}) =>
    fetch(service.url + path, { ...init, headers: { ...(origin && { origin }), ...init.headers } })
  const preflight = (path: string, origin: string, method = 'POST') =>
    call(path, origin, { method: 'OPTIONS', headers: { 'access-control-request-method': method } })
  const shared = ['/auth/token', '/auth/signup', '/auth/signup/complete', '/auth/sessions', '/users/me']

  it.each(shared)('may read %s from an origin of a client, without cookies', async (path) => {
    const answer = await preflight(path, appOrigin)
    expect(answer.status).toBe(204)
    expect(answer.headers.get('access-control-allow-origin')).toBe(appOrigin)
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull()
    expect(answer.headers.get('access-control-allow-headers')).toBe('Authorization, Content-Type, If-Match')
    expect(answer.headers.get('vary')).toBe('Origin')
    const refused = await call(path, appOrigin, { method: 'POST' })
    expect(refused.headers.get('access-control-allow-origin')).toBe(appOrigin)
  })

  it('are told the methods that an address takes', async () => {
    const answer = await preflight('/auth/signup', appOrigin, 'PATCH')
    expect(answer.headers.get('access-control-allow-methods')?.split(', ').sort()).toEqual([
      'DELETE',
      'GET',
      'PATCH',
    ])
  })

  it.each([
    'null',
    'https://evil.example',
    `${appOrigin}.evil.example`,
    'http://127.0.0.1:51730',
    'http://127.0.0.1',
    'https://127.0.0.1:5173',
    'http://localhost:5173',
  ])('may read nothing from %s', async (origin) => {
    for (const path of shared) {
      for (const answer of [await call(path, origin), await preflight(path, origin)]) {
        expect(answer.headers.get('access-control-allow-origin')).toBeNull()
        expect(answer.headers.get('vary')).toBe('Origin')
      }
    }
  })

  it.each(['/auth/kakao/login', '/auth/kakao/callback', '/account', '/login', '/metrics', '/readyz'])(
    'may not read %s at all',
    async (path) => {
      const answer = await call(path, appOrigin, { redirect: 'manual' })
      expect(answer.headers.get('access-control-allow-origin')).toBeNull()
      expect((await preflight(path, appOrigin)).status).toBe(405)
    },
  )

  it('read from anywhere what is public by nature', async () => {
    for (const name of ['jwks.json', 'oauth-authorization-server']) {
      const answer = await call(`/.well-known/${name}`, 'https://anywhere.example')
      expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([200, '*'])
    }
  })

  it('tell of themselves what is so (RFC 8414 2)', async () => {
    const metadata = (await (
      await fetch(`${service.url}/.well-known/oauth-authorization-server`)
    ).json()) as {
      [name: string]: string
    }
    expect(metadata).toMatchObject({ issuer: service.url, code_challenge_methods_supported: ['S256'] })
    for (const name of ['jwks_uri', 'authorization_endpoint', 'service_documentation'])
      expect((await fetch(metadata[name] ?? '')).status).toBe(200)
    expect((await fetch(metadata.token_endpoint ?? '', { method: 'POST' })).status).not.toBe(404)
  })
})
