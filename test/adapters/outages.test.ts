import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { consume } from '../../src/adapters/inbound/worker/consume.ts'
import { awaitedEvents } from '../../src/adapters/inbound/worker/consumers.ts'
import type { Connections } from '../../src/adapters/outbound/postgres/database.ts'
import { connect } from '../../src/adapters/outbound/postgres/database.ts'
import { postgresLogins } from '../../src/adapters/outbound/postgres/logins.ts'
import { migrateDatabase } from '../../src/adapters/outbound/postgres/migrate.ts'
import { postgresOutbox } from '../../src/adapters/outbound/postgres/outbox.ts'
import type { SealedProfile } from '../../src/application/ports/seals.ts'
import { StorageOutage } from '../../src/application/ports/storage-outage.ts'
import type { EventId } from '../../src/domain/events.ts'
import type { Subject } from '../../src/domain/identity.ts'
import { freePort } from '../support/free-port.ts'
import { idleUseCases } from '../support/idle-use-cases.ts'
import type { FreshDatabase } from '../support/postgres.ts'
import { freshDatabase } from '../support/postgres.ts'

/** Security 3: an event is parked for what is wrong with it, never for a bad day of the database. */
describe('an outage of PostgreSQL', () => {
  let database: FreshDatabase
  let ours: Connections
  /** Another client of the same server. */
  let other: pg.Client
  let event: EventId
  beforeAll(async () => {
    database = await freshDatabase()
    await migrateDatabase(database.connectionString)
    ours = connect(database.connectionString, () => {})
    other = new pg.Client({ connectionString: database.connectionString })
    await other.connect()
    await other.query('create table shelf (id int primary key, book text); insert into shelf values (1), (2)')
    const newcomer = { provider: 'kakao', subject: '1' as Subject } as const
    await postgresLogins(ours.pool, awaitedEvents).firstSeen(newcomer, 'sealed' as SealedProfile)
    const { rows } = await other.query<{ id: EventId }>('select id from outbox')
    event = rows[0]?.id as EventId
  })
  afterAll(async () => {
    await ours.close()
    await other.end()
    await database.drop()
  })

  /** While somebody else holds this row of the shelf. */
  const against = async (row: number, work: () => Promise<unknown>) => {
    await other.query('begin')
    await other.query('update shelf set book = $1 where id = $2', ['theirs', row])
    await work().finally(() => other.query('rollback').catch(() => {}))
  }
  const waitingHere =
    "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
  const write = (row: number) => sql`update shelf set book = 'ours' where id = ${row}`
  const elsewhere = async (change: (address: URL) => void) => {
    const address = new URL(database.connectionString)
    change(address)
    const connections = connect(address.href, () => {})
    await sql`select 1`.execute(connections.db).finally(connections.close)
  }

  const deadlock = () =>
    against(2, () =>
      ours.db.transaction().execute(async (tx) => {
        await write(1).execute(tx)
        // Whoever has waited longest is told of it.
        const waiting = write(2).execute(tx)
        await vi.waitFor(async () => {
          const { rowCount } = await ours.pool.query(waitingHere)
          expect(rowCount).toBeGreaterThan(0)
        })
        const closing = other.query("update shelf set book = 'theirs' where id = 1")
        await Promise.all([waiting, closing.catch(() => {})])
      }),
    )

  const outages: Record<string, () => Promise<unknown>> = {
    'a connection that the server ends': () =>
      sql`select pg_terminate_backend(pg_backend_pid())`.execute(ours.db),
    'one that it ends under a statement of the bare pool': () =>
      ours.pool.query('select pg_terminate_backend(pg_backend_pid())'),
    'a server that is not there': async () => {
      const port = await freePort()
      await elsewhere((address) => Object.assign(address, { port }))
    },
    'too many connections': async () => {
      const role = `crowded_${process.pid}`
      await other.query(`create role ${role} login password 'crowded' connection limit 0`)
      const crowd = elsewhere((address) => Object.assign(address, { username: role, password: 'crowded' }))
      await crowd.finally(() => other.query(`drop role ${role}`))
    },
    // Either of the two may be told of it, as their timers go: again, until it is us.
    'a deadlock': async () => {
      for (let tries = 0; tries < 20; tries += 1) await deadlock()
    },
    'a lock that is not given': () => against(1, () => write(1).execute(ours.db)),
    'a statement that takes too long': () => sql`select pg_sleep(20)`.execute(ours.db),
    'a server that is read-only': () =>
      ours.db.transaction().execute(async (tx) => {
        await sql`set transaction read only`.execute(tx)
        await write(1).execute(tx)
      }),
  }

  const parked: unknown[] = []
  const taking = (effect: () => Promise<unknown>) => {
    const openPendingSignup = async () => {
      await effect()
      return { kind: 'opened' }
    }
    const outbox = postgresOutbox(ours.db)
    const useCases = { ...idleUseCases, openPendingSignup }
    const told = {
      onError: (error: Error) => expect(error).toBeUndefined(),
      onParked: (event: unknown) => void parked.push(event),
    }
    return consume({ useCases, outbox, ...told })({ name: 'UserFirstSeen', data: { events: [{ event }] } })
  }
  const failures = async () => {
    const { rows } = await ours.pool.query(
      'select failures, last_error, parked_at from outbox where id = $1',
      [event],
    )
    return rows[0]
  }

  it.each(Object.entries(outages))(
    'by %s is told as one, and not held against an event',
    async (_, provoke) => {
      await expect(taking(provoke)).rejects.toBeInstanceOf(StorageOutage)
      expect(await failures()).toEqual({ failures: 0, last_error: expect.any(String), parked_at: null })
    },
  )

  it('is not what a statement is refused for by itself', async () => {
    const refused = sql`insert into shelf values (1)`.execute(ours.db)
    await expect(refused).rejects.toMatchObject({ code: '23505' })
    await expect(taking(() => sql`select 1 / 0`.execute(ours.db))).rejects.toMatchObject({ code: '22012' })
    expect(await failures()).toMatchObject({ failures: 1, parked_at: null })
    expect(parked).toEqual([])
  })
})
