import type { SqlBool } from 'kysely'
import { sql } from 'kysely'
import type { Outbox, WaitingEvent } from '../../../application/ports/outbox.ts'
import type { Database } from './database.ts'
import { daysAgo, prune } from './pruning.ts'

/** Tries at an effect before its event is parked. */
const mostFailures = 10

/** Seconds until a claimed event that was never handed over comes up again. */
const claimSeconds = 5

const longestError = 500

type ClaimedRow = Omit<WaitingEvent, 'traceparent'> & { traceparent: string | null }

/** `Outbox` on PostgreSQL; several relays share it by SKIP LOCKED. */
export const postgresOutbox = (db: Database): Outbox => ({
  async claim(limit) {
    const { rows: claimed } = await sql<ClaimedRow>`/* claim-events */
      with waiting as (
        select id from outbox
        where closed_at is null and parked_at is null and due_at <= now()
        order by due_at limit ${limit}
        for update skip locked
      )
      update outbox set due_at = now() + ${claimSeconds} * interval '1 second'
      from waiting where outbox.id = waiting.id
      returning outbox.id, outbox.type, outbox.publications as publication, outbox.traceparent`.execute(db)
    return claimed.map(({ traceparent, ...event }) => (traceparent ? { ...event, traceparent } : event))
  },

  async handed(events) {
    const ids = events.map(({ id }) => id)
    // 5 s, 10 s, 20 s ... 5 min: a queue that lost the job is asked again soon, a busy one seldom.
    await sql`/* events-handed */
      update outbox set
        publications = publications + 1,
        due_at = now() + least(300, ${claimSeconds} * 2 ^ least(publications, 10)) * interval '1 second'
      where id = any(${ids}::uuid[]) and closed_at is null`.execute(db)
  },

  async failed(event, error, { passes } = { passes: false }) {
    const counted = passes ? 0 : 1
    const row = await db
      .updateTable('outbox')
      .set({
        failures: sql`failures + ${counted}::int`,
        last_error: error.slice(0, longestError),
        parked_at: sql`case when failures + ${counted}::int >= ${mostFailures} then now() end`,
      })
      .where('id', '=', event)
      .where('closed_at', 'is', null)
      .returning('parked_at')
      .executeTakeFirst()
    return row?.parked_at ? 'parked' : 'open'
  },

  async prune(days) {
    const isClosed = sql<SqlBool>`closed_at < ${daysAgo(days)}`
    const events = { table: 'outbox', key: 'id', born: 'occurred_at', mayGo: isClosed } as const
    const removed = await prune(db, events, days)
    const isOrphan = sql<SqlBool>`handled_at < ${daysAgo(days)}
      and not exists (select from outbox where id = event_id)`
    const notes = { table: 'inbox', key: 'event_id', born: 'handled_at', mayGo: isOrphan } as const
    await prune(db, notes, days)
    return removed
  },
})
