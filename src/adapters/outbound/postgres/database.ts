import type { PostgresPool, PostgresPoolClient, Transaction } from 'kysely'
import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { asTold } from './outages.ts'
import type { Schema } from './schema.ts'

/** Milliseconds. A statement ends at the server before the client gives up on the answer (security 4.5). */
const deadlines = {
  connectionTimeoutMillis: 3_000,
  lock_timeout: 2_000,
  statement_timeout: 3_000,
  query_timeout: 4_000,
  idle_in_transaction_session_timeout: 5_000,
}

export type Database = Kysely<Schema>
export type Tx = Transaction<Schema>

/** A pool for statements sent as they are, and Kysely over the same connections. */
export type Connections = { readonly pool: pg.Pool; readonly db: Database; close(): Promise<void> }

/** Opens the pool; connects at the first use. `onError` hears once of each connection lost. */
export function connect(connectionString: string, onError: (error: Error) => void): Connections {
  const pool = new pg.Pool({
    connectionString,
    ...deadlines,
    max: 10,
    idleTimeoutMillis: 30_000,
    maxLifetimeSeconds: 1_800,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    application_name: 'daemun',
  })
  // The pool has ended some time before its last sockets have: what the server says in between is no loss.
  let closing = false
  const lost = (error: Error) => {
    if (!closing) onError(error)
  }
  pool.on('connect', (client) => client.on('error', lost))
  // The pool says again what an idle client said, and without a listener it would end the process.
  pool.on('error', () => {})
  tellOutages(pool)
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool: guarded(pool) }) })
  const close = () => {
    closing = true
    return db.destroy()
  }
  return { pool, db, close }
}

/** Statements that are sent over the pool as they are. */
function tellOutages(pool: pg.Pool): void {
  const send = pool.query.bind(pool) as (...statement: unknown[]) => Promise<unknown>
  const query = (...statement: unknown[]) => send(...statement).catch(rethrow)
  Object.assign(pool, { query })
}

function rethrow(error: unknown): never {
  throw asTold(error)
}

/**
 * pg-pool takes a client back in any state, and the next borrower would inherit an open transaction, or wait
 * behind a statement that a dead connection never answers: one that is not idle and sound is destroyed instead.
 */
function guarded(pool: pg.Pool): PostgresPool {
  return {
    options: {},
    end: () => pool.end(),
    async connect() {
      const client = await pool.connect().catch(rethrow)
      let lost: unknown
      const query = async (text: string, values: unknown[]) => {
        // Also a rollback: it would wait for its own deadline, and its error hide the first.
        if (lost) throw lost
        return client.query(prepared(text, values)).catch((error: unknown) => {
          const told = asTold(error)
          if (!isOfStatement(error)) lost = told
          throw told
        })
      }
      const release = () => client.release(lost !== undefined || client.getTransactionStatus() !== 'I')
      return { query, release } as unknown as PostgresPoolClient
    },
  }
}

/**
 * A statement that begins with its name in a comment is parsed and planned once for each connection. It names its
 * columns one by one: a prepared `*` breaks when a migration adds one.
 */
function prepared(text: string, values: unknown[]): pg.QueryConfig {
  const name = /^\s*\/\* ([a-z-]+) \*\//.exec(text)?.[1]
  return name === undefined ? { text, values } : { name, text, values }
}

/** PostgreSQL, appendix A: said as the last thing over a connection that the server ends. */
const lastWords = /^(?:08|57P|25P03)/

/** What the server says of a statement it says over a sound connection. */
function isOfStatement(error: unknown): boolean {
  const { severity, code = '' } = error as { severity?: string; code?: string }
  return severity !== undefined && !lastWords.test(code)
}

/** The time by the clock of the database, which all processes share. */
export async function timeOf(tx: Tx): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`select now()`.execute(tx)
  const [row] = rows
  if (!row) throw new Error('PostgreSQL told no time')
  return row.now
}
