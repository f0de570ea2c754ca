import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import type { Migrations } from './migrations/all.ts'
import { migrations } from './migrations/all.ts'
import type { Schema } from './schema.ts'
import { refuseNewer, schemaState } from './schema-state.ts'

/** Kysely's own number: a version that still migrates by Kysely's Migrator and this one wait for each other. */
const advisoryLock = '3853314791062309107'

/**
 * Milliseconds. Another migrator is waited for; a table is not for long, because everything that comes later to
 * the table waits behind us. A migration's own statements may take as long as the data asks for.
 */
const deadlines = { migrator: 60_000, table: 3_000 }

/**
 * Brings the schema up to this version and answers what was applied. Each migration is a transaction of its own;
 * of any number of processes that do this at once, one applies a migration and the others find it done.
 *
 * Throws SchemaMismatch when the schema is newer than this version, before anything is touched; the error of the
 * migration that failed, whose transaction changed nothing.
 */
export async function migrate(db: Kysely<Schema>, known: Migrations = migrations): Promise<string[]> {
  const state = await schemaState(db, known)
  refuseNewer(state)
  const applied: string[] = []
  let name = state.pending[0]
  while (name) {
    name = await applyNext(db, known)
    if (name) applied.push(name)
  }
  return applied
}

/** `migrate` over a connection of its own, whose statements have no deadline. */
export async function migrateDatabase(connectionString: string): Promise<string[]> {
  const pool = new pg.Pool({
    connectionString,
    max: 1,
    connectionTimeoutMillis: 3_000,
    keepAlive: true,
    application_name: 'daemun migrate',
  })
  // A connection that dies fails its statement too; that error is the one to tell.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) })
  return migrate(db).finally(() => db.destroy())
}

function applyNext(db: Kysely<Schema>, known: Migrations): Promise<string | undefined> {
  return db
    .transaction()
    .setIsolationLevel('read committed')
    .execute(async (tx) => {
      await sql`select set_config('statement_timeout', '0', true),
      set_config('idle_in_transaction_session_timeout', '0', true),
      set_config('lock_timeout', ${String(deadlines.migrator)}, true)`.execute(tx)
      await sql`select pg_advisory_xact_lock(${sql.lit(advisoryLock)}::bigint)`.execute(tx)
      await sql`select set_config('lock_timeout', ${String(deadlines.table)}, true)`.execute(tx)
      await sql`create table if not exists kysely_migration
      (name varchar(255) primary key, timestamp varchar(255) not null)`.execute(tx)
      const state = await schemaState(tx, known)
      refuseNewer(state)
      const [name] = state.pending
      if (!name) return undefined
      await known[name]?.up(tx).catch((cause: unknown) => {
        throw failed(name, cause)
      })
      await sql`insert into kysely_migration values (${name}, now()::text)`.execute(tx)
      return name
    })
}

/** With the code and severity of the database's own error, by which a database's refusal is known. */
function failed(name: string, cause: unknown): Error {
  const { message, code, severity } = cause as Error & { code?: string; severity?: string }
  return Object.assign(new Error(`migration ${name} changed nothing: ${message}`, { cause }), {
    code,
    severity,
  })
}
