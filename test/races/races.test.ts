import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Client } from '../support/client.ts'
import { authorized, completeSignup, newClient, signedUp } from '../support/client.ts'
import type { Service } from '../support/service.ts'
import { startService } from '../support/service.ts'

/** Security 2.3 RS1, RT4, RC3, and invariant 1, through real HTTP, PostgreSQL and BullMQ. */
describe('many at once', () => {
  let service: Service
  beforeAll(async () => {
    service = await startService()
  })
  afterAll(() => service?.stop())

  const racing = <Result>(racers: number, run: (racer: number) => Promise<Result>) =>
    Promise.all(Array.from({ length: racers }, (_, racer) => run(racer)))

  /** Again from the button while the machine is too slow for a provider's three seconds, as a person would. */
  const comeIn = async (subject: string): ReturnType<Client['login']> => {
    const client = newClient(service)
    const login = await client.login(subject)
    if (login.status < 500) return login
    await pause(100)
    return comeIn(subject)
  }

  const count = async (table: string, where: string) => {
    const [row] = await service.query<{ count: string }>(`select count(*) from ${table} where ${where}`)
    return Number(row?.count)
  }

  const allBuilt = (atLeast: number) =>
    vi.waitFor(
      async () => {
        expect(await count('outbox', 'closed_at is null')).toBe(0)
        expect(await count('pending_signups', 'true')).toBeGreaterThanOrEqual(atLeast)
      },
      { timeout: 60_000, interval: 50 },
    )

  it('leaves one of each of 200 first logins of one person', async () => {
    const subject = '31337'
    const outcomes = await racing(200, () => comeIn(subject))
    expect(new Set(outcomes.map(({ status }) => status))).toEqual(new Set([202]))
    await allBuilt(1)
    const [identity] = await service.query<{ id: string }>(
      `select id from identities where subject = '${subject}'`,
    )
    expect(await count('identities', `subject = '${subject}'`)).toBe(1)
    expect(await count('outbox', `type = 'UserFirstSeen' and subject = '${identity?.id}'`)).toBe(1)
    expect(await count('onboardings', `identity_id = '${identity?.id}'`)).toBe(1)
    expect(await count('pending_signups', `identity_id = '${identity?.id}'`)).toBe(1)
  })

  it('mixes up no names among 200 people who come at once', async () => {
    const subjects = Array.from({ length: 200 }, (_, person) => String(700_000 + person))
    const logins = await Promise.all(subjects.map(comeIn))
    expect(logins.map(({ body, status }) => (status === 202 ? 202 : JSON.stringify(body)))).toEqual(
      subjects.map(() => 202),
    )
    await allBuilt(200)
    expect(await count('identities', "subject like '700___'")).toBe(200)
    const seen =
      "type = 'UserFirstSeen' and subject in (select id from identities where subject like '700___')"
    expect(await count('outbox', seen)).toBe(200)
    const names = await Promise.all(
      logins.map(async ({ body }) => {
        const answer = await fetch(`${service.url}/auth/signup`, authorized(body.signup_token))
        return ((await answer.json()) as { profile: { nickname: string } }).profile.nickname
      }),
    )
    expect(names).toEqual(subjects.map((subject) => `새 사람 ${subject}`))
  })

  it('makes one user of 50 completions', async () => {
    const client = newClient(service)
    const { body } = await client.login('4001')
    await allBuilt(1)
    const answers = await racing(50, () => completeSignup(newClient(service), body.signup_token))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(49)
    const owner = "id = (select user_id from identities where subject = '4001')"
    expect(await count('users', owner)).toBe(1)
    expect(await count('sessions', `user_${owner}`)).toBe(1)
    expect(
      await count(
        'outbox',
        `type = 'SignupCompleted' and subject = (select user_id from identities where subject = '4001')`,
      ),
    ).toBe(1)
  })

  it('gives one successor to 50 refreshes, and it lives', async () => {
    const { refresh_token } = await signedUp(service, '4002')
    const refresh = (token: string) =>
      fetch(`${service.url}/auth/token`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ refresh_token: token }),
      })
    const answers = await racing(50, () => refresh(refresh_token))
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
    const bodies = (await Promise.all(answers.map((answer) => answer.json()))) as {
      refresh_token: string
    }[]
    expect(new Set(bodies.map((body) => JSON.stringify(body))).size).toBe(1)
    const [{ refresh_token: successor } = { refresh_token: '' }] = bodies
    expect((await refresh(successor)).status).toBe(200)
  })

  it('starts at most one session of one code in 20 callbacks', async () => {
    const { user } = await signedUp(service, '4003')
    const client = newClient(service)
    const callback = await client.atProvider('4003')
    const before = await count('sessions', `user_id = '${user.id}'`)
    const cookie = [...client.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answers = await racing(20, () => fetch(callback, { headers: { cookie }, redirect: 'manual' }))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 400)).toHaveLength(19)
    expect(await count('sessions', `user_id = '${user.id}'`)).toBe(before + 1)
  })
})
