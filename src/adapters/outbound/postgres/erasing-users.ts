import type { RawBuilder } from 'kysely'
import { sql } from 'kysely'
import type { SessionEnd } from '../../../domain/session.ts'
import type { UserId } from '../../../domain/user.ts'
import type { WithdrawalPolicy } from '../../../domain/withdrawal.ts'
import type { Tx } from './database.ts'
import type { Awaited } from './event-writer.ts'
import { writeEvents } from './event-writer.ts'
import { endSessionsOf } from './session-rows.ts'

/** Stands where a name was. */
const erasedNickname = '-'

/** Has a user leave, who is held by the caller's transaction; without a grace they are erased in it. */
export async function beginWithdrawal(
  tx: Tx,
  user: UserId,
  { end, policy, awaited }: { end: SessionEnd; policy: WithdrawalPolicy; awaited: Awaited },
): Promise<void> {
  await tx.updateTable('users').set({ status: 'withdrawn' }).where('id', '=', user).execute()
  await endSessionsOf(tx, user, { end }, awaited)
  const eraseAt = sql<Date>`now() + ${policy.graceSeconds} * interval '1 second'`
  await tx
    .insertInto('withdrawals')
    .values({ user_id: user, erase_at: eraseAt, erased_at: null, destroy_at: null })
    .execute()
  if (policy.graceSeconds === 0) return eraseUser(tx, user, policy, awaited)
  await writeEvents(tx, [{ type: 'WithdrawalRequested', userId: user }], awaited)
}

/** Writes down whom the providers must be told about, before the identities go. */
export async function rememberUnlinks(tx: Tx, which: RawBuilder<unknown>): Promise<void> {
  await sql`insert into provider_unlinks (id, user_id, provider, subject, sealed_provider_token)
    select id, user_id, provider, subject, sealed_provider_token from identities where ${which}`.execute(tx)
}

/**
 * Takes everything personal of a user but the consents, once, and writes down whom the providers must be told
 * about.
 */
export async function eraseUser(
  tx: Tx,
  user: UserId,
  { evidenceDays }: WithdrawalPolicy,
  awaited: Awaited,
): Promise<void> {
  // Whoever waited for the user's row chose them before it was theirs: the latest version of this row decides.
  const { numUpdatedRows } = await tx
    .updateTable('withdrawals')
    .set({ erased_at: sql`now()`, destroy_at: sql`now() + ${evidenceDays} * interval '1 day'` })
    .where('user_id', '=', user)
    .where('erased_at', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return
  // Whoever was merged into them was erased then; of their ledger the day is known only now.
  await sql`insert into withdrawals (user_id, erase_at, erased_at, destroy_at)
    select id, now(), now(), now() + ${evidenceDays} * interval '1 day' from users where merged_into = ${user}
    on conflict do nothing`.execute(tx)
  await rememberUnlinks(tx, sql`user_id = ${user}`)
  for (const table of ['identities', 'sessions', 'unique_answers', 'marketing_reconfirmations'] as const)
    await tx.deleteFrom(table).where('user_id', '=', user).execute()
  await tx
    .updateTable('users')
    .set({ nickname: erasedNickname, email: null, email_verified: false, profile: '{}' })
    .where('id', '=', user)
    .execute()
  await writeEvents(tx, [{ type: 'UserWithdrew', userId: user }], awaited)
}
