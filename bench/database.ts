import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { connect } from '../src/adapters/outbound/postgres/database.ts'
import { migrate } from '../src/adapters/outbound/postgres/migrate.ts'
import { migrateQueue } from '../src/adapters/outbound/queue/postgres-schema.ts'
import { startEmbeddedPostgres } from '../src/infrastructure/embedded-postgres.ts'
import { parentOf } from './measure.ts'
import { onStop } from './stopping.ts'

/** A database of the bench's own, with the product's schema. */
export type BenchDatabase = {
  readonly connectionString: string
  readonly version: string
  /** The postmaster; `undefined` when the server is not on this machine, and its CPU cannot be seen. */
  readonly pid: number | undefined
  /** Makes users with the subjects 1 to `users`. */
  seed(users: number): Promise<void>
  /** Lets no event wait for a worker any longer. */
  closeEvents(): Promise<void>
  query<Row extends pg.QueryResultRow>(sql: string, values?: unknown[]): Promise<Row[]>
  /** Waits until the worker has had the effect of every event. */
  eventsHandled(): Promise<void>
}

/**
 * Opens a database until the bench stops: a new one at `url`, or an embedded one with its data in `directory` and
 * further settings as in postgresql.conf.
 */
export async function openDatabase(
  url: string | null,
  directory: string,
  settings: Record<string, string> = {},
): Promise<BenchDatabase> {
  const connectionString = url === null ? await embedded(directory, settings) : await created(url)
  const { db, pool, close } = connect(connectionString, () => {})
  onStop(close)
  await migrate(db)
  await migrateQueue(connectionString)
  return {
    connectionString,
    version: await versionOf(pool),
    pid: await postmasterOf(pool, connectionString),
    seed: async (users) => void (await pool.query(seed, [users])),
    closeEvents: async () =>
      void (await pool.query('update outbox set closed_at = now() where closed_at is null')),
    query: async <Row extends pg.QueryResultRow>(sql: string, values?: unknown[]) =>
      (await pool.query<Row>(sql, values)).rows,
    async eventsHandled() {
      while ((await pool.query(waiting)).rowCount) await delay(20)
    },
  }
}

const waiting = 'select from outbox where closed_at is null and parked_at is null limit 1'

const seed = `
with numbered as (select n, gen_random_uuid() as id from generate_series(1, $1::integer) as n),
made as (insert into users (id, nickname) select id, '사람 ' || n from numbered),
agreed as (
  insert into consents (id, user_id, terms_id, terms_version, terms_hash, agreed_at)
  select gen_random_uuid(), id, terms, '2026-11-01', '', now()
  from numbered, unnest(array['terms-of-service', 'privacy']) as terms
)
insert into identities (id, provider, subject, user_id)
select gen_random_uuid(), 'kakao', n::text, id from numbered`

async function embedded(directory: string, settings: Record<string, string>): Promise<string> {
  const { connectionString, stop } = await startEmbeddedPostgres({ directory, settings })
  onStop(stop)
  return connectionString
}

async function created(url: string): Promise<string> {
  const name = `daemun_bench_${process.pid}`
  await onServer(url, `create database ${name}`)
  onStop(() => onServer(url, `drop database ${name} with (force)`))
  const own = new URL(url)
  own.pathname = `/${name}`
  return own.href
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(statement)
  await Promise.all([once(client, 'end'), client.end()])
}

async function versionOf(pool: pg.Pool): Promise<string> {
  const { rows } = await pool.query<{ server_version: string }>('show server_version')
  return rows[0]?.server_version ?? ''
}

/** The parent of our backend, if the server's process ids are this machine's. */
async function postmasterOf(pool: pg.Pool, connectionString: string): Promise<number | undefined> {
  if (!/^(?:localhost|127\.0\.0\.1|\[::1\])$/.test(new URL(connectionString).hostname)) return undefined
  const { rows } = await pool.query<{ pid: number }>('select pg_backend_pid() as pid')
  return parentOf(rows[0]?.pid ?? 0)
}
