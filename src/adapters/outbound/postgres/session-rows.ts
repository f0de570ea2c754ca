import type { Selectable } from 'kysely'
import type { Session, SessionEnd } from '../../../domain/session.ts'
import type { UserId } from '../../../domain/user.ts'
import type { Tx } from './database.ts'
import { timeOf } from './database.ts'
import type { Awaited } from './event-writer.ts'
import { writeEvents } from './event-writer.ts'
import type { Schema } from './schema.ts'

/** Ends every session of a user that `end` finds something to end in; answers how many. The user is locked. */
export async function endSessionsOf(
  tx: Tx,
  user: UserId,
  end: SessionEnd,
  awaited: Awaited,
): Promise<number> {
  const rows = await tx
    .selectFrom('sessions')
    .selectAll()
    .where('user_id', '=', user)
    .where('ended_at', 'is', null)
    // Always in one order: two that lock the same rows wait for each other instead of for ever.
    .orderBy('id')
    .forUpdate()
    .execute()
  if (rows.length === 0) return 0
  const now = await timeOf(tx)
  const ended = rows.map((row) => end(toSession(row), now))
  const ids = rows.map(({ id }) => id)
  await tx.updateTable('sessions').set({ ended_at: now }).where('id', 'in', ids).execute()
  await writeEvents(
    tx,
    ended.flatMap(({ events }) => events),
    awaited,
  )
  return rows.length
}

/** A row of `sessions` as the domain knows it. */
export function toSession(row: Selectable<Schema['sessions']>): Session {
  return {
    id: row.id,
    userId: row.user_id,
    provider: row.provider,
    current: row.refresh_token_hash,
    previous: row.previous_refresh_token_hash,
    rotatedAt: row.rotated_at,
    startedAt: row.started_at,
    expiresAt: row.expires_at,
    endedAt: row.ended_at,
  }
}
