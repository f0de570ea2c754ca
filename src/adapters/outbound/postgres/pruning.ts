import type { RawBuilder, SqlBool } from 'kysely'
import { sql } from 'kysely'
import type { Database } from './database.ts'

/** Rows looked at by one statement. */
const atOnce = 1_000

/** A table whose keys are in the order of time, as UUIDv7 is, and which of its rows may go. */
type Aged = {
  readonly table: 'sessions' | 'outbox' | 'inbox'
  readonly key: 'id' | 'event_id'
  /** When a row was written, by the database. */
  readonly born: 'started_at' | 'occurred_at' | 'handled_at'
  readonly mayGo: RawBuilder<SqlBool>
}

/** By `days`, the moment before which things are old. */
export const daysAgo = (days: number) => sql<Date>`now() - ${days} * interval '1 day'`

/**
 * Removes the rows that may go, and answers how many. A walk by primary key from the oldest row to the first ones
 * that are too young: it needs no index of its own, and each step is a short statement.
 */
export async function prune(db: Database, aged: Aged, days: number): Promise<number> {
  let removed = 0
  let last: string | null = null
  do {
    const step = await pruneAfter(db, last, aged, days)
    removed += step.removed
    last = step.last
  } while (last !== null)
  return removed
}

type Step = {
  readonly removed: number /** `null`: what follows is too young, or nothing. */
  readonly last: string | null
}

async function pruneAfter(db: Database, last: string | null, aged: Aged, days: number): Promise<Step> {
  const [table, key, born] = [sql.table(aged.table), sql.ref(aged.key), sql.ref(aged.born)]
  const { rows } = await sql<Step>`
    with looked_at as (
      select ${key} as key, ${born} as born from ${table}
      where ${last}::uuid is null or ${key} > ${last}::uuid order by ${key} limit ${atOnce}
    ), removed as (
      delete from ${table} using looked_at where ${key} = looked_at.key and ${aged.mayGo} returning 1
    )
    select (select count(*) from removed)::int as removed,
      (select max(key::text) from looked_at having min(born) < ${daysAgo(days)}) as last`.execute(db)
  return rows[0] ?? { removed: 0, last: null }
}
