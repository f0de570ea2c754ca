import type { SqlBool } from 'kysely'
import { sql } from 'kysely'
import type { Outbox } from '../../../application/ports/outbox.ts'
import type { Database } from './database.ts'
import { daysAgo, prune } from './pruning.ts'

/** Tries at an effect before its event is parked. */
const mostFailures = 10

/** Seconds until a claimed event that was never handed over comes up again. */
const claimSeconds = 5

const longestError = 500

/** `Outbox` on PostgreSQL; several relays share it by SKIP LOCKED. */
export const postgresOutbox = (db: Database): Outbox => ({
  async claim(limit) {
    const claimed = await db
      .with('waiting', (cte) =>
        cte
          .selectFrom('outbox')
          .select('id')
          .where('closed_at', 'is', null)
          .where('parked_at', 'is', null)
          .where('due_at', '<=', sql<Date>`now()`)
          .orderBy('due_at')
          .limit(limit)
          .forUpdate()
          .skipLocked(),
      )
      .updateTable('outbox')
      .from('waiting')
      .set({ due_at: sql`now() + ${claimSeconds} * interval '1 second'` })
      .whereRef('outbox.id', '=', 'waiting.id')
      .returning(['outbox.id', 'outbox.type', 'outbox.publications as publication', 'outbox.traceparent'])
      .execute()
    return claimed.map(({ traceparent, ...event }) => (traceparent ? { ...event, traceparent } : event))
  },

  async handed(events) {
    const ids = events.map(({ id }) => id)
    await db
      .updateTable('outbox')
      .set({
        publications: sql`publications + 1`,
        // 5 s, 10 s, 20 s ... 5 min: a queue that lost the job is asked again soon, a busy one seldom.
        due_at: sql`now() + least(300, ${claimSeconds} * 2 ^ least(publications, 10)) * interval '1 second'`,
      })
      .where('id', 'in', ids)
      .where('closed_at', 'is', null)
      .execute()
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
