import { betterAuth } from 'better-auth'
import { memoryAdapter } from 'better-auth/adapters/memory'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { browserOf } from './browser.ts'
import type { Outside } from './outside.ts'
import { application, openOutside } from './outside.ts'

const base = 'http://localhost:4000'

const newService = () =>
  betterAuth({
    baseURL: base,
    secret: 'a-secret-for-tests-alone-of-enough-bytes',
    database: memoryAdapter({ user: [], session: [], account: [], verification: [] }),
    socialProviders: { kakao: application.kakao, naver: application.naver, google: application.google },
    telemetry: { enabled: false },
  })

describe('better-auth', () => {
  let outside: Outside
  beforeAll(async () => {
    outside = await openOutside()
  })
  afterAll(() => outside?.close())

  // Naver marks no address as verified, and better-auth believes none of it.
  it.each([
    ['kakao', true],
    ['naver', false],
    ['google', true],
  ])('logs a person in with %s and reads who it is', async (provider, emailVerified) => {
    const browser = browserOf(base, newService().handler)
    const begun = await browser.post('/api/auth/sign-in/social', { provider, callbackURL: '/done' })
    const { url } = (await begun.json()) as { url: string }
    const done = await browser.get(await outside.visit(url, '1000000001'))
    expect(done.headers.get('location')).toMatch(/\/done$/)
    expect(await (await browser.get('/api/auth/get-session')).json()).toMatchObject({
      user: { name: '모두 갖춘 사람', email: 'complete@example.com', emailVerified },
    })
  })
})
