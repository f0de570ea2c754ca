import type { SqlBool } from 'kysely'
import { sql } from 'kysely'
import type { DueUnlink, Withdrawals } from '../../../application/ports/withdrawals.ts'
import type { UserId } from '../../../domain/user.ts'
import type { WithdrawalPolicy } from '../../../domain/withdrawal.ts'
import type { Database, Tx } from './database.ts'
import { beginWithdrawal, eraseUser } from './erasing-users.ts'
import type { Awaited } from './event-writer.ts'
import { writeEvents } from './event-writer.ts'
import { takeEvent } from './taken-events.ts'

/** `Withdrawals` on PostgreSQL; each change holds the user's row first. */
export const postgresWithdrawals = (
  db: Database,
  policy: WithdrawalPolicy,
  awaited: Awaited,
): Withdrawals => ({
  withdraw: (user, end) =>
    db.transaction().execute(async (tx) => {
      const row = await lockUser(tx, user)
      if (row?.status !== 'active') return { kind: 'no_user' }
      await beginWithdrawal(tx, user, { end, policy, awaited })
      return { kind: 'withdrawn' }
    }),

  comeBack: ({ provider, subject }) =>
    db.transaction().execute(async (tx) => {
      const left = await tx
        .selectFrom('identities')
        .innerJoin('users', 'users.id', 'identities.user_id')
        .innerJoin('withdrawals', 'withdrawals.user_id', 'users.id')
        .select(['users.id', sql<boolean>`erase_at > now()`.as('inTime')])
        .where('provider', '=', provider)
        .where('subject', '=', subject)
        .forUpdate('users')
        .executeTakeFirst()
      if (!left) return 'nobody'
      if (!left.inTime) {
        await eraseUser(tx, left.id, policy, awaited)
        return 'nobody'
      }
      const { numDeletedRows } = await tx
        .deleteFrom('withdrawals')
        .where('user_id', '=', left.id)
        .where('erased_at', 'is', null)
        .executeTakeFirst()
      // Another login of theirs came first.
      if (numDeletedRows === 0n) return 'user'
      await tx.updateTable('users').set({ status: 'active' }).where('id', '=', left.id).execute()
      await writeEvents(tx, [{ type: 'WithdrawalCancelled', userId: left.id }], awaited)
      return 'user'
    }),

  eraseDue: (limit) =>
    db.transaction().execute(async (tx) => {
      const due = await tx
        .selectFrom('withdrawals')
        .innerJoin('users', 'users.id', 'withdrawals.user_id')
        .select('users.id')
        .where('erased_at', 'is', null)
        .where('erase_at', '<=', sql<Date>`now()`)
        .limit(limit)
        .forUpdate('users')
        .skipLocked()
        .execute()
      for (const { id } of due) await eraseUser(tx, id, policy, awaited)
      return due.length
    }),

  async unlinksOf(event) {
    const rows = await db
      .selectFrom('provider_unlinks as due')
      .innerJoin('outbox', (join) => join.on('outbox.id', '=', event).on(isMeant))
      .select(['due.id', 'due.provider', 'due.subject', 'due.sealed_provider_token as sealedToken'])
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('identities')
              .select('identities.id')
              .whereRef('identities.provider', '=', 'due.provider')
              .whereRef('identities.subject', '=', 'due.subject'),
          ),
        ),
      )
      .execute()
    return rows satisfies DueUnlink[]
  },

  async unlinked({ id }) {
    await db.deleteFrom('provider_unlinks').where('id', '=', id).execute()
  },

  close: (event) =>
    db.transaction().execute(async (tx) => {
      if (!(await takeEvent(tx, event, 'remove-provider-links'))) return
      await sql`delete from provider_unlinks as due using outbox where outbox.id = ${event} and ${isMeant}`.execute(
        tx,
      )
    }),

  destroyDue: (limit) =>
    db.transaction().execute(async (tx) => {
      const due = await tx
        .selectFrom('withdrawals')
        .select('user_id')
        .where('destroy_at', '<=', sql<Date>`now()`)
        // Nobody is forgotten whom a provider has still to be told about.
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('provider_unlinks as due')
                .select('due.id')
                .whereRef('due.user_id', '=', 'withdrawals.user_id'),
            ),
          ),
        )
        .limit(limit)
        .forUpdate()
        .skipLocked()
        .execute()
      if (due.length === 0) return 0
      const users = due.map(({ user_id: user }) => user)
      await sql`select destroy_consents(${users}::uuid[])`.execute(tx)
      // Of a login that had begun before they left, and was committed after.
      await tx.deleteFrom('sessions').where('user_id', 'in', users).execute()
      await tx.deleteFrom('users').where('id', 'in', users).execute()
      return users.length
    }),
})

/** One identity alone where the event is about one; its row has its id. */
const isMeant = sql<SqlBool>`due.user_id = outbox.subject
  and (outbox.type <> 'IdentityUnlinked' or due.id = (outbox.data->>'identity_id')::uuid)`

function lockUser(tx: Tx, user: UserId) {
  return tx.selectFrom('users').select('status').where('id', '=', user).forUpdate().executeTakeFirst()
}
