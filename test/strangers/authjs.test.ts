import type { AuthConfig } from '@auth/core'
import { Auth } from '@auth/core'
import Google from '@auth/core/providers/google'
import Kakao from '@auth/core/providers/kakao'
import Naver from '@auth/core/providers/naver'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { browserOf } from './browser.ts'
import type { Outside } from './outside.ts'
import { application, openOutside } from './outside.ts'

const base = 'http://localhost:4000'

const credentialsInForm = { token_endpoint_auth_method: 'client_secret_post' }

/** From the button to the provider and back: where the browser is sent, and who Auth.js says it is. */
const login = async (outside: Outside, provider: AuthConfig['providers'][number], name: string) => {
  const secret = 'a-secret-for-tests-alone-of-enough-bytes'
  const failures: string[] = []
  const logger = { error: (error: Error) => void failures.push(JSON.stringify(error.cause)), warn: () => {} }
  const config = { secret, trustHost: true, basePath: '/auth', providers: [provider], logger }
  const browser = browserOf(base, (request) => Auth(request, config))
  const { csrfToken } = (await (await browser.get('/auth/csrf')).json()) as { csrfToken: string }
  const form = new URLSearchParams({ csrfToken, callbackUrl: `${base}/` })
  const begun = await browser.post(`/auth/signin/${name}`, form)
  const done = await browser.get(await outside.visit(begun.headers.get('location') ?? '', '1000000001'))
  const session = await (await browser.get('/auth/session')).json()
  return { sentTo: done.headers.get('location'), session, failures: failures.join() }
}

describe('Auth.js', () => {
  let outside: Outside
  beforeAll(async () => {
    outside = await openOutside()
  })
  afterAll(() => outside?.close())

  it.each([
    // The provider of Auth.js names no issuer, and an application with OpenID Connect sends an id_token unasked.
    ['kakao', () => Kakao({ ...application.kakao, issuer: outside.simulator.url })],
    // Naver's documents require a state and take credentials from the form alone; Auth.js has to be told both.
    ['naver', () => Naver({ ...application.naver, checks: ['state'], client: credentialsInForm })],
    // As it comes: discovered at https://accounts.google.com, by PKCE, its id_token proved by Google's keys.
    ['google', () => Google(application.google)],
  ])('logs a person in with %s and reads who it is', async (name, provider) => {
    const { sentTo, session, failures } = await login(outside, provider(), name)
    expect(failures).toBe('')
    expect(sentTo).toBe(`${base}/`)
    expect(session).toMatchObject({
      user: {
        name: '모두 갖춘 사람',
        email: 'complete@example.com',
        image: expect.stringMatching(/^https?:\/\/.+640x640/),
      },
    })
  })

  it('that names no issuer refuses the id_token of an application with OpenID Connect', async () => {
    const { sentTo, session, failures } = await login(outside, Kakao(application.kakao), 'kakao')
    expect(failures).toContain('https://authjs.dev')
    expect(sentTo).toBe(`${base}/auth/error?error=Configuration`)
    expect(session).toBeNull()
  })
})
