import { sql } from 'kysely'
import type { UserId } from '../../../domain/user.ts'
import type { Tx } from './database.ts'
import type { Awaited } from './event-writer.ts'
import { writeEvents } from './event-writer.ts'

/** Stands where a nickname was. */
const nobody = '-'

/**
 * Makes one user of two that are held. The one who is merged keeps their own lines of the ledger, as evidence of what
 * they said, and nothing else, until the survivor's are destroyed; to terms that the survivor has answered the survivor's own word stands.
 */
export async function mergeUsers(
  tx: Tx,
  { survivor, merged }: { readonly survivor: UserId; readonly merged: UserId },
  awaited: Awaited,
): Promise<void> {
  await moveConsents(tx, survivor, merged)
  for (const table of ['identities', 'sessions'] as const)
    await tx.updateTable(table).set({ user_id: survivor }).where('user_id', '=', merged).execute()
  await tx.deleteFrom('unique_answers').where('user_id', '=', merged).execute()
  await tx
    .updateTable('users')
    .set({
      status: 'withdrawn',
      nickname: nobody,
      email: null,
      email_verified: false,
      profile: '{}',
      merged_into: survivor,
    })
    .where('id', '=', merged)
    .execute()
  await tx.updateTable('users').set({ merged_into: survivor }).where('merged_into', '=', merged).execute()
  await writeEvents(tx, [{ type: 'UsersMerged', userId: survivor, mergedUserId: merged }], awaited)
}

async function moveConsents(tx: Tx, survivor: UserId, merged: UserId): Promise<void> {
  await sql`insert into marketing_reconfirmations (user_id, terms_id, terms_version, given_at)
    select ${survivor}, terms_id, terms_version, given_at from marketing_reconfirmations as due
    where user_id = ${merged}
      and not exists (select from consents where user_id = ${survivor} and consents.terms_id = due.terms_id)
    on conflict do nothing`.execute(tx)
  await tx.deleteFrom('marketing_reconfirmations').where('user_id', '=', merged).execute()
  await sql`insert into consents (id, user_id, terms_id, terms_version, terms_hash, channels, agreed_at, action, source,
      locale, address, user_agent)
    select gen_random_uuid(), ${survivor}, terms_id, terms_version, terms_hash, channels, agreed_at, action, source,
      locale, address, user_agent
    from consents as line where user_id = ${merged}
      and not exists (select from consents where user_id = ${survivor} and consents.terms_id = line.terms_id)
    order by position`.execute(tx)
}
