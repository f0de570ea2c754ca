import { sql } from 'kysely'
import type { IdentityId } from '../../../domain/identity.ts'
import type { SignupId } from '../../../domain/ids.ts'
import type { Ended } from '../../../domain/pending-signup.ts'
import type { Tx } from './database.ts'
import type { Awaited } from './event-writer.ts'
import { writeEvents } from './event-writer.ts'
import type { OpenSignupRow } from './open-signups.ts'
import { openSignupRows } from './open-signups.ts'

/** Signups whose time is up, held; one that another process holds is left to that one. */
export function lockDueSignups(tx: Tx, limit: number, now: Date): Promise<OpenSignupRow[]> {
  return openSignupRows(tx)
    .where('expires_at', '<=', now)
    .orderBy('expires_at')
    .limit(limit)
    .forUpdate('pending_signups')
    .skipLocked()
    .execute()
}

/**
 * Keeps that signups ended and when; the identities go, and with them everything personal (their onboardings too).
 * Three statements, however many there are.
 */
export async function endSignups(tx: Tx, ended: readonly Ended[], awaited: Awaited): Promise<void> {
  for (const [status, alike] of Map.groupBy(ended, ({ signup }) => signup.status)) {
    const signups = alike.map(({ signup }) => signup)
    await tx
      .updateTable('pending_signups')
      // Without its identity at once: the deletion below would have to write the row again.
      .set({ status, identity_id: null, answers: '{}', closed_at: sql<Date>`now()` })
      .where('id', '=', sql<SignupId>`any(${signups.map(({ id }) => id)}::uuid[])`)
      .execute()
    await tx
      .deleteFrom('identities')
      .where('id', '=', sql<IdentityId>`any(${signups.map(({ identityId }) => identityId)}::uuid[])`)
      .where('user_id', 'is', null)
      .execute()
  }
  await writeEvents(
    tx,
    ended.flatMap(({ events }) => events),
    awaited,
  )
}
