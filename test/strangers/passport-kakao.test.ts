import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
// @ts-expect-error It brings no types.
import passport from 'passport'
// @ts-expect-error It brings no types.
import * as passportKakao from 'passport-kakao'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Outside } from './outside.ts'
import { application, openOutside } from './outside.ts'

type Profile = { id: number; username: string; _json: { kakao_account: object } }
type Verified = (error: null, user: Profile) => void
type Verify = (accessToken: string, refreshToken: string, profile: Profile, done: Verified) => void
type Strategy = { _oauth2: { setAgent(agent: unknown): void } }
type Middleware = (request: object, response: object, next: (error: unknown) => void) => void
type Passport = {
  use(strategy: Strategy): Passport
  authenticate(name: string, options: object): Middleware
}
const { Passport } = passport as { Passport: new () => Passport }
const { Strategy: KakaoStrategy } = passportKakao as {
  Strategy: new (options: Record<string, string>, verify: Verify) => Strategy
}

describe('passport-kakao', () => {
  let outside: Outside
  const server = createServer()
  let url = ''
  beforeAll(async () => {
    outside = await openOutside()
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const { clientId, clientSecret } = application.kakao
    const options = { clientID: clientId, clientSecret, callbackURL: `${url}/back` }
    const strategy = new KakaoStrategy(options, (_access, _refresh, profile, done) => done(null, profile))
    strategy._oauth2.setAgent(outside.agent)
    const middleware = new Passport().use(strategy).authenticate('kakao', { session: false })
    server.on('request', (request: IncomingMessage & { query?: object; user?: unknown }, response) => {
      // What Express would have done.
      request.query = Object.fromEntries(new URL(request.url ?? '/', url).searchParams)
      middleware(request, response, (error: unknown) =>
        response.end(JSON.stringify(request.user ?? { error: String(error) })),
      )
    })
  })
  afterAll(async () => {
    server.close()
    await outside?.close()
  })

  it('logs a person in and reads who it is', async () => {
    const begun = await fetch(`${url}/login`, { redirect: 'manual' })
    const authorize = begun.headers.get('location') ?? ''
    expect(authorize).toMatch(/^https:\/\/kauth\.kakao\.com\//)
    const profile = await (await fetch(await outside.visit(authorize, '1000000001'))).json()
    // Kakao sends `properties` to old applications alone, and the strategy reads the nickname from nowhere else:
    // the simulator is right by the documents of today, and 미연동 계정 is what its newer users see.
    expect(profile).toMatchObject({
      provider: 'kakao',
      id: 1_000_000_001,
      username: '미연동 계정',
      _json: {
        id: 1_000_000_001,
        kakao_account: {
          profile: { nickname: '모두 갖춘 사람' },
          email: 'complete@example.com',
          is_email_valid: true,
          is_email_verified: true,
        },
      },
    })
  })
})
