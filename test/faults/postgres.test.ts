import type { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Answer } from './people.ts'
import type { ApiProcess, Site } from './site.ts'
import { startSite } from './site.ts'

// A crash of the server alone loses nothing without fsync; the rest makes faults come sooner.
const settings = { fsync: 'off', max_connections: '30', deadlock_timeout: '100ms' }

describe('with its PostgreSQL', () => {
  let site: Site
  let service: ApiProcess
  let known: string

  beforeAll(async () => {
    site = await startSite({}, settings)
    service = await site.run()
    known = site.newcomer()
    await site.people.becomeUser(known, 60_000)
  })
  afterAll(() => site.close())

  const logins = (count: number) =>
    Promise.all(Array.from({ length: count }, () => site.people.login(site.newcomer())))
  /** Whoever is not let in is told so in time, and that it will pass. */
  const expectRefused = (answers: readonly Answer[]) => {
    for (const { status, ms } of answers) {
      expect({ status, inTime: ms < 10_000 }).toEqual({ status: 503, inTime: true })
    }
  }
  const superuser = async (work: (client: Client) => Promise<unknown>) => {
    const client = await site.postgres.connect()
    await work(client).finally(() => client.end())
  }

  it.each(['fast', 'immediate'] as const)('restarted (%s) under logins, goes on', async (how) => {
    const before = logins(10)
    const restarting = site.postgres.restart(how)
    const during = logins(10)
    await Promise.all([before, restarting, during])
    await site.expectWhole()
  })

  it('gone, refuses in time; back, goes on', async () => {
    await site.postgres.end('immediate')
    expectRefused(await logins(3))
    expect((await fetch(`${service.url}/readyz`)).status).toBe(503)
    expect((await fetch(`${service.url}/healthz`)).status).toBe(200)
    await site.postgres.start()
    await site.expectWhole()
  })

  it('cutting every connection under logins, goes on', async () => {
    const answers = logins(20)
    const terminate = `select pg_terminate_backend(pid) from pg_stat_activity where usename = 'daemun'`
    await superuser(async (client) => {
      for (let round = 0; round < 20; round += 1) await client.query(terminate)
    })
    await answers
    await site.expectWhole()
  })

  it('cutting the connection after a first sight was written, tells it once', async () => {
    const newcomer = site.newcomer()
    const sprung = site.postgres.wire.cutAfter(/first-seen/)
    const [answer] = await Promise.all([site.people.login(newcomer), sprung])
    expectRefused([answer])
    expect(await site.postgres.query('select from identities where subject = $1', [newcomer])).toHaveLength(1)
    await site.people.becomeUser(newcomer, 60_000)
    await site.expectWhole()
  })

  it('cutting the connection after a commit, has made the user whom it could not tell so', async () => {
    const newcomer = site.newcomer()
    const required = await site.people.login(newcomer)
    await site.people.pendingSignup(required, 60_000)
    const sprung = site.postgres.wire.cutAfter(/insert into "users"/, /commit/)
    const [answer] = await Promise.all([site.people.complete(required), sprung])
    expectRefused([answer])
    expect((await site.people.login(newcomer)).body.status).toBe('signed_in')
    expect((await site.people.complete(required)).status).toBe(409)
    await site.expectWhole()
  })

  it('behind a wire that swallows everything, refuses in time; then goes on', async () => {
    site.postgres.wire.silence()
    site.postgres.wire.swallow(true)
    expectRefused(await logins(3))
    site.postgres.wire.swallow(false)
    site.postgres.wire.cut()
    await site.expectWhole()
  })

  it('frozen, refuses in time; moving again, goes on without help', async () => {
    const thaw = await site.postgres.freeze()
    try {
      const [ready, alive] = await Promise.all(
        ['readyz', 'healthz'].map(async (path) => (await fetch(`${service.url}/${path}`)).status),
      )
      expect([ready, alive]).toEqual([503, 200])
      expectRefused(await logins(15))
    } finally {
      thaw()
    }
    await site.expectWhole()
  })

  it('frozen or gone, lets Kakao tell of an unlink within its 3 s; back, heeds it', async () => {
    const told = new URLSearchParams({ app_id: '1', user_id: known, referrer_type: 'UNLINK_FROM_APPS' })
    const tellUs = () =>
      fetch(`${service.url}/auth/kakao/webhooks/unlink?${told}`, {
        headers: { authorization: 'KakaoAK admin-key' },
        signal: AbortSignal.timeout(3_000),
      })
    const heeded = () =>
      site.postgres.query(
        `select from outbox where type = 'ProviderNoticeReceived' and closed_at is not null and subject =
          (select id from identities where subject = $1)`,
        [known],
      )
    const thaw = await site.postgres.freeze()
    try {
      expect((await tellUs()).status).toBe(200)
    } finally {
      thaw()
    }
    await vi.waitFor(async () => expect(await heeded()).toHaveLength(1), 60_000)
    await site.postgres.end('immediate')
    expect((await tellUs()).status).toBe(200)
    await site.postgres.start()
    await vi.waitFor(async () => expect(await heeded()).toHaveLength(2), 60_000)
    await site.expectWhole()
  })

  it('with every connection of the pool waiting for a lock, refuses in time; then goes on', async () => {
    await superuser(async (client) => {
      await client.query('begin; lock table identities in access exclusive mode')
      expectRefused(await logins(30))
    })
    await site.expectWhole()
  })

  it('with statements that take too long, refuses in time; then goes on', async () => {
    await site.postgres.query(
      `create function dawdle() returns trigger language plpgsql as 'begin perform pg_sleep(20); return new; end';
       create trigger dawdle before insert on sessions for each row execute function dawdle()`,
    )
    expectRefused([await site.people.login(known)])
    await site.postgres.query('drop trigger dawdle on sessions; drop function dawdle')
    await site.expectWhole()
  })

  it('in a deadlock, lets one of the two go on and the other try again', async () => {
    const required = await site.people.login(site.newcomer())
    await site.people.pendingSignup(required, 60_000)
    const locker = await site.postgres.connect()
    await locker.query('begin')
    await locker.query('update identities set last_seen_at = now() where user_id is null')
    const completing = site.people.complete(required)
    await vi.waitFor(async () => {
      const waiting = await site.postgres.query('select from pg_locks where not granted')
      expect(waiting).not.toEqual([])
    }, 60_000)
    await locker.query('update pending_signups set opened_at = opened_at').catch(() => {})
    await locker.query('rollback').catch(() => {})
    await locker.end()
    expect([201, 503]).toContain((await completing).status)
    await site.expectWhole()
  })

  it('read-only for a while, refuses; then goes on', async () => {
    await site.postgres.query('alter system set default_transaction_read_only = on')
    await site.postgres.query('select pg_reload_conf()')
    await vi.waitFor(async () => expect((await site.people.login(known)).status).toBe(503), 60_000)
    await superuser(async (client) => {
      await client.query('set default_transaction_read_only = off')
      await client.query('alter system reset default_transaction_read_only')
    })
    await site.postgres.query('select pg_reload_conf()')
    await site.expectWhole()
  })

  it('with no connection left for us, refuses in time; then goes on', async () => {
    const crowd = await takeEveryConnection()
    expectRefused(await logins(3))
    await Promise.all(crowd.map((client) => client.end()))
    await site.expectWhole()
  })

  /** Also those that the service has: it asks for new ones, but we take what it lost before it comes. */
  async function takeEveryConnection(): Promise<Client[]> {
    const first = await site.postgres.connect()
    const crowd = [first]
    const terminate = `select pg_terminate_backend(pid) from pg_stat_activity where usename = 'daemun'`
    let itsConnections: number | null
    do {
      itsConnections = (await first.query(terminate)).rowCount
      for (let client: Client | undefined = first; client; ) {
        client = await site.postgres.connect().catch(() => undefined)
        if (client) crowd.push(client)
      }
    } while (itsConnections)
    return crowd
  }
})
