import { decodeJwt } from 'jose'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { ConfigurationError, readConfig } from '../../src/infrastructure/config.ts'
import type { LoginBody } from '../support/client.ts'
import { authorized, completeSignup, newClient, signedUp } from '../support/client.ts'
import { told } from '../support/problem.ts'
import type { Service } from '../support/service.ts'
import { startService } from '../support/service.ts'

let service: Service
beforeAll(async () => {
  service = await startService({ SESSION_IDLE_TTL: '3600' })
})
afterAll(() => service.stop())
afterEach(() => {
  vi.useRealTimers()
})

let subjects = 8_000
const newSubject = () => {
  subjects += 1
  return String(subjects)
}
const call = (path: string, init?: RequestInit) => fetch(service.url + path, init)
const refresh = (token: string) =>
  call('/auth/token', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ refresh_token: token }),
  })
const refreshed = async (token: string) => {
  const answer = await refresh(token)
  expect(answer.status).toBe(200)
  return (await answer.json()) as LoginBody
}
const me = async (token: string) => (await call('/users/me', authorized(token))).status
const logout = (token: string) => call('/auth/logout', authorized(token, 'POST'))
const invalidGrant = { status: 401, code: 'invalid_grant' }
const sidOf = ({ access_token }: LoginBody) => String(decodeJwt(access_token).sid)
const eventsOf = async (login: LoginBody) => {
  const rows = await service.query<{ type: string }>(
    `select type from outbox where data->>'session_id' = '${sidOf(login)}' and type <> 'UserLoggedIn' order by type`,
  )
  return rows.map(({ type }) => type)
}
/** Lets time pass for a session as the database sees it. */
const age = (login: LoginBody, seconds: number) =>
  service.query(
    `update sessions set rotated_at = rotated_at - interval '${seconds} s', expires_at = expires_at - interval '${seconds} s', last_used_at = last_used_at - interval '${seconds} s' where id = '${sidOf(login)}'`,
  )
const setStatus = (login: LoginBody, status: string) =>
  service.query(`update users set status = '${status}' where id = '${login.user.id}'`)

describe('a user who may not be here (RT2, ASVS 7.4.2)', () => {
  it.each(['blocked', 'withdrawn'])('%s gets nothing by what they hold, at once', async (status) => {
    const login = await signedUp(service, newSubject())
    await setStatus(login, status)
    expect(await me(login.access_token)).toBe(401)
    expect(await told(await refresh(login.refresh_token))).toEqual(invalidGrant)
    expect(await eventsOf(login)).toEqual(['SessionRevoked'])
    expect((await call('/auth/sessions', authorized(login.access_token))).status).toBe(401)
  })

  it('is not kept in by a repeated refresh within the grace', async () => {
    const login = await signedUp(service, newSubject())
    await refreshed(login.refresh_token)
    await setStatus(login, 'blocked')
    expect(await told(await refresh(login.refresh_token))).toEqual(invalidGrant)
  })
})

describe('what is stored (RT3, ASVS 11.4.1, 14.2.2)', () => {
  it('holds no token that could be used, within the grace either', async () => {
    const first = await signedUp(service, newSubject())
    const second = await refreshed(first.refresh_token)
    const tables = await service.query<{ name: string }>(
      "select schemaname || '.' || quote_ident(tablename) as name from pg_tables where schemaname in ('public', 'bullmq')",
    )
    const dumps = await Promise.all(tables.map(({ name }) => service.query(`select t::text from ${name} t`)))
    const everything = JSON.stringify(dumps) + service.log.join('\n')
    expect(everything).toContain(sidOf(first))
    for (const { access_token, refresh_token } of [first, second])
      for (const secret of [
        access_token,
        refresh_token,
        access_token.split('.')[2] ?? '',
        refresh_token.slice(22),
      ])
        expect(everything).not.toContain(secret)
  })
})

describe('a refresh token (RT4, ASVS 10.4.5, RFC 9700 4.14.2)', () => {
  it('is answered the same by all of fifty at once, with one successor, alive', async () => {
    const login = await signedUp(service, newSubject())
    const answers = await Promise.all(Array.from({ length: 50 }, () => refreshed(login.refresh_token)))
    expect(new Set(answers.map(({ refresh_token }) => refresh_token)).size).toBe(1)
    expect(new Set(answers.map(({ access_token }) => access_token)).size).toBe(1)
    await refreshed(answers[0]?.refresh_token ?? '')
    expect(await eventsOf(login)).toEqual([])
  })

  it('ends its session for good when it comes after the grace, also by many at once', async () => {
    const login = await signedUp(service, newSubject())
    const second = await refreshed(login.refresh_token)
    await age(login, 11)
    const answers = await Promise.all(Array.from({ length: 20 }, () => refresh(login.refresh_token)))
    for (const answer of answers) expect(await told(answer)).toEqual(invalidGrant)
    expect(await told(await refresh(second.refresh_token))).toEqual(invalidGrant)
    expect(await me(second.access_token)).toBe(401)
    expect(await eventsOf(login)).toEqual(['RefreshTokenReused', 'SessionRevoked'])
  })

  it('ends its session whoever is faster, the thief or the person', async () => {
    for (let round = 0; round < 10; round += 1) {
      const login = await signedUp(service, newSubject())
      const third = await refreshed((await refreshed(login.refresh_token)).refresh_token)
      await Promise.all([refresh(login.refresh_token), refresh(third.refresh_token)])
      expect((await refresh(third.refresh_token)).status).toBe(401)
      expect(await eventsOf(login)).toEqual(['RefreshTokenReused', 'SessionRevoked'])
    }
  })

  it('that is reused while its session is logged out ends it once, and tells of nothing afterwards', async () => {
    for (let round = 0; round < 10; round += 1) {
      const login = await signedUp(service, newSubject())
      const second = await refreshed(login.refresh_token)
      await refreshed(second.refresh_token)
      const [ended] = await Promise.all([logout(login.access_token), refresh(login.refresh_token)])
      expect(ended.status).toBe(204)
      const events = await eventsOf(login)
      expect(events.filter((type) => type === 'SessionRevoked')).toHaveLength(1)
      expect(await told(await refresh(login.refresh_token))).toEqual(invalidGrant)
      expect(await eventsOf(login)).toEqual(events)
    }
  })

  it('that is reused while its user is blocked ends no session twice', async () => {
    const login = await signedUp(service, newSubject())
    await refreshed((await refreshed(login.refresh_token)).refresh_token)
    await setStatus(login, 'blocked')
    await Promise.all(Array.from({ length: 10 }, () => refresh(login.refresh_token)))
    expect(await eventsOf(login)).toEqual(['SessionRevoked'])
  })
})

describe('the end of a session (RT5, ASVS 7.3.1, 7.3.2, 10.4.8)', () => {
  it('comes when nobody used it for the idle time, and refreshing puts that off', async () => {
    const login = await signedUp(service, newSubject())
    await age(login, 3_590)
    const second = await refreshed(login.refresh_token)
    await age(login, 3_590)
    expect(await me(second.access_token)).toBe(200)
    await age(login, 11)
    expect(await me(second.access_token)).toBe(401)
    expect(await told(await refresh(second.refresh_token))).toEqual(invalidGrant)
  })

  it('was fixed at login: refreshing does not put it off', async () => {
    const login = await signedUp(service, newSubject())
    const ends = () => service.query(`select expires_at from sessions where id = '${sidOf(login)}'`)
    const before = await ends()
    const { refresh_token } = await refreshed(login.refresh_token)
    expect(await ends()).toEqual(before)
    await service.query(`update sessions set expires_at = now() where id = '${sidOf(login)}'`)
    expect(await told(await refresh(refresh_token))).toEqual(invalidGrant)
  })

  it.each([6, -6])(
    'goes by the clock of the database, not by a process that is %i hours off',
    async (hours) => {
      vi.useFakeTimers({ toFake: ['Date'] })
      vi.setSystemTime(Date.now() + hours * 3_600_000)
      const login = await signedUp(service, newSubject())
      const second = await refreshed(login.refresh_token)
      expect((await refreshed(login.refresh_token)).refresh_token).toBe(second.refresh_token)
      const third = await refreshed(second.refresh_token)
      expect(await me(third.access_token)).toBe(200)
      await age(login, 11)
      expect(await told(await refresh(second.refresh_token))).toEqual(invalidGrant)
      expect(await eventsOf(login)).toEqual(['RefreshTokenReused', 'SessionRevoked'])
    },
  )
})

describe('a session (RT6, ASVS 7.2.4, 7.4.1)', () => {
  it('is new with every login, and over for good with its logout', async () => {
    const subject = newSubject()
    const one = await signedUp(service, subject)
    const { body: other } = await newClient(service).login(subject)
    expect(sidOf(one)).not.toBe(sidOf(other))
    const successor = await refreshed(one.refresh_token)
    expect((await logout(successor.access_token)).status).toBe(204)
    for (const { access_token, refresh_token } of [one, successor]) {
      expect(await me(access_token)).toBe(401)
      expect(await told(await refresh(refresh_token))).toEqual(invalidGrant)
    }
    expect(await me(other.access_token)).toBe(200)
    expect(await eventsOf(one)).toEqual(['SessionRevoked'])
  })

  it('does not outlive a logout that a refresh races', async () => {
    for (let round = 0; round < 10; round += 1) {
      const login = await signedUp(service, newSubject())
      const [answer] = await Promise.all([refresh(login.refresh_token), logout(login.access_token)])
      const { refresh_token = login.refresh_token } = (await answer.json()) as Partial<LoginBody>
      expect(await told(await refresh(refresh_token))).toEqual(invalidGrant)
    }
  })
})

describe('an answer with a token (RT7, RFC 6749 5.1, ASVS 14.3.2)', () => {
  it('is kept by nobody, whichever way it comes', async () => {
    const subject = newSubject()
    const client = newClient(service)
    const required = await client.fetch(await client.atProvider(subject))
    const { signup_token } = (await required.clone().json()) as LoginBody
    const completed = await completeSignup(client, signup_token)
    const { refresh_token } = (await completed.clone().json()) as LoginBody
    const page = { headers: { accept: 'text/html' } }
    const answers = [
      required,
      completed,
      await refresh(refresh_token),
      await client.fetch(await client.atProvider(subject)),
      await client.fetch(await client.atProvider(subject), page),
    ]
    for (const { status, headers } of answers)
      expect([status < 400, headers.get('cache-control')]).toEqual([true, 'no-store'])
  })
})

describe('the cookies (RT8, ASVS 3.3.1 to 3.3.5)', () => {
  it('are bound to the host, closed to scripts, small, and cleared as they were set', async () => {
    const secure = await startService({ PUBLIC_URL: 'https://localhost' })
    const client = newClient({ url: secure.address })
    const come = async (accept: string) => {
      const { pathname, search } = new URL(await client.atProvider('8900'))
      return client.fetch(pathname + search, { headers: { accept } })
    }
    const { signup_token } = (await (await come('application/json')).json()) as LoginBody
    await completeSignup(client, signup_token)
    const begun = await client.fetch('/auth/kakao/login')
    const answer = await come('text/html')
    const out = await client.fetch('/auth/logout', {
      method: 'POST',
      headers: { origin: 'https://localhost' },
    })
    const set = [begun, answer, out].flatMap(({ headers }) => headers.getSetCookie())
    expect(set.filter((cookie) => cookie.startsWith('__Host-daemun_session='))).toHaveLength(2)
    for (const cookie of set) {
      expect(cookie).toMatch(
        /^__Host-daemun_[\w-]+=[\w.-]*; Max-Age=\d+; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
      )
      expect(cookie.length).toBeLessThan(4_096)
    }
    await secure.stop()
  })
})

describe('secrets (RT10, ASVS 11.1.1, 13.3.1)', () => {
  it('have no default in a service with a database of its own', () => {
    const env = { DATABASE_URL: 'postgres://u:p@localhost/daemun', KAKAO_CLIENT_ID: 'x' }
    expect(() => readConfig(env)).toThrow(ConfigurationError)
    expect(() => readConfig(env)).toThrow(/DAEMUN_SECRET is required/)
    expect(() => readConfig({ ...env, DAEMUN_SECRET: 'short' })).toThrow(/32 bytes or more/)
  })

  it('are not among the published keys', async () => {
    const { keys } = (await (await call('/.well-known/jwks.json')).json()) as { keys: object[] }
    for (const key of keys)
      expect(Object.keys(key).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y'])
  })
})

describe('what the database decides (RT11, ASVS 8.3.2)', () => {
  it('no signup token says otherwise: a signup ends once, however good its token still is', async () => {
    const [client, subject] = [newClient(service), newSubject()]
    const { body } = await client.login(subject)
    expect((await completeSignup(client, body.signup_token)).status).toBe(201)
    expect(await told(await completeSignup(client, body.signup_token))).toEqual({
      status: 409,
      code: 'already_completed',
    })
    const given = await newClient(service).login(newSubject())
    await vi.waitFor(async () => {
      const read = await call('/auth/signup', authorized(given.body.signup_token))
      expect(read.status).toBe(200)
    })
    await call('/auth/signup', authorized(given.body.signup_token, 'DELETE'))
    expect(await told(await completeSignup(client, given.body.signup_token))).toMatchObject({ status: 410 })
  })
})
