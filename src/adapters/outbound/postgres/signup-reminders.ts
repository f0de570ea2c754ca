import { sql } from 'kysely'
import type { DomainEvent } from '../../../domain/events.ts'
import type { OpenSignup } from '../../../domain/pending-signup.ts'
import type { Tx } from './database.ts'
import { timeOf } from './database.ts'
import type { Awaited } from './event-writer.ts'
import { writeEvents } from './event-writer.ts'
import { openSignupRows, toOpenSignup } from './open-signups.ts'

type Decide = (signup: OpenSignup, now: Date) => readonly DomainEvent[]

/** Marks as reminded whatever has been open for so long, and tells of it; what another process holds is left to it. */
export async function remindDue(
  tx: Tx,
  { afterSeconds, limit }: { afterSeconds: number; limit: number },
  decide: Decide,
  awaited: Awaited,
): Promise<number> {
  const rows = await openSignupRows(tx)
    .where('reminded_at', 'is', null)
    .where('opened_at', '<=', sql<Date>`now() - ${afterSeconds} * interval '1 second'`)
    .orderBy('opened_at')
    .limit(limit)
    .forUpdate('pending_signups')
    .skipLocked()
    .execute()
  if (rows.length === 0) return 0
  const now = await timeOf(tx)
  const events = rows.flatMap((row) => decide(toOpenSignup(row), now))
  await tx
    .updateTable('pending_signups')
    .set({ reminded_at: now })
    .where(
      'id',
      'in',
      rows.map(({ id }) => id),
    )
    .execute()
  await writeEvents(tx, events, awaited)
  return rows.length
}
