import { sql } from 'kysely'
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

/** Keeps that a signup ended and when; the identity goes, and with it everything personal (its onboarding too). */
export async function endSignup(tx: Tx, { signup, events }: Ended, awaited: Awaited): Promise<void> {
  await tx
    .updateTable('pending_signups')
    .set({ status: signup.status, answers: '{}', closed_at: sql<Date>`now()` })
    .where('id', '=', signup.id)
    .execute()
  await tx.deleteFrom('identities').where('id', '=', signup.identityId).where('user_id', 'is', null).execute()
  await writeEvents(tx, events, awaited)
}
