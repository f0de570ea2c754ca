import type { SqlBool } from 'kysely'
import { sql } from 'kysely'
import type { HeededNotice } from '../../../application/ports/provider-notices.ts'
import type { EventId } from '../../../domain/events.ts'
import type { IdentityId, ProviderName, Subject } from '../../../domain/identity.ts'
import type { UserId } from '../../../domain/user.ts'
import type { WithdrawalPolicy } from '../../../domain/withdrawal.ts'
import type { Tx } from './database.ts'
import { beginWithdrawal } from './erasing-users.ts'
import type { Awaited } from './event-writer.ts'
import { lockSignup } from './open-signups.ts'
import { endSessionsOf } from './session-rows.ts'
import { endSignups } from './signup-endings.ts'

/** The event is about this identity. */
export const ofEvent = sql<SqlBool>`identities.id = outbox.subject`

type Leaving = { policy: WithdrawalPolicy; awaited: Awaited }

/** Does to the identity of an event what was decided, within the transaction that closes it. */
export async function heedNotice(
  tx: Tx,
  event: EventId,
  how: HeededNotice,
  leaving: Leaving,
): Promise<'heeded' | 'linked_again'> {
  const identity = await lockIdentity(tx, event)
  if (!identity) return 'heeded'
  const isOutlived = how.isOutlived(identity.provedAt)
  if (how.takesLinkAway && isOutlived) return 'linked_again'
  if (how.takesTokensAway && !isOutlived) await forgetToken(tx, identity.id)
  if (identity.userId === null) await endNewcomer(tx, identity.id, how, leaving.awaited)
  else await heedUser(tx, { ...identity, userId: identity.userId }, how, leaving)
  return 'heeded'
}

type Known = {
  id: IdentityId
  userId: UserId | null
  provider: ProviderName
  subject: Subject
  provedAt: Date
}

/** A known user's login writes no more than a session: the last of them that this provider opened. */
const provedAt = sql<Date>`greatest(last_seen_at, (
  select max(started_at) from sessions
  where sessions.user_id = identities.user_id and sessions.provider = identities.provider
))`

/** The user first, as everywhere: then nobody else decides on their identities meanwhile. */
async function lockIdentity(tx: Tx, event: EventId): Promise<Known | undefined> {
  await sql`select from users where id = (
    select user_id from identities join outbox on identities.id = outbox.subject where outbox.id = ${event}
  ) for update`.execute(tx)
  return tx
    .selectFrom('identities')
    .innerJoin('outbox', (join) => join.on(ofEvent))
    .select(['identities.id', 'user_id as userId', 'provider', 'identities.subject', provedAt.as('provedAt')])
    .where('outbox.id', '=', event)
    .forUpdate('identities')
    .executeTakeFirst()
}

async function forgetToken(tx: Tx, id: IdentityId): Promise<void> {
  await tx
    .updateTable('identities')
    .set({ sealed_provider_token: null })
    .where('id', '=', id)
    .where('sealed_provider_token', 'is not', null)
    .execute()
}

async function endNewcomer(tx: Tx, id: IdentityId, how: HeededNotice, awaited: Awaited): Promise<void> {
  if (!how.takesLinkAway) return
  const found = await lockSignup(tx, id)
  if (found.kind === 'found') return endSignups(tx, [how.endSignup(found.signup)], awaited)
  // Not built yet: without its identity there is nothing to build.
  await tx.deleteFrom('identities').where('id', '=', id).where('user_id', 'is', null).execute()
}

async function heedUser(
  tx: Tx,
  { id, userId }: Known & { userId: UserId },
  { effect, endSession: end }: HeededNotice,
  { policy, awaited }: Leaving,
): Promise<void> {
  if (effect === 'sign_out') {
    await endSessionsOf(tx, userId, { end }, awaited)
    return
  }
  const others = await tx
    .selectFrom('identities')
    .select('id')
    .where('user_id', '=', userId)
    .where('id', '<>', id)
    .execute()
  const user = await tx
    .selectFrom('users')
    .select('status')
    .where('id', '=', userId)
    .executeTakeFirstOrThrow()
  // Who is blocked stays so: leaving, and coming back, would be a way around it.
  if (user.status === 'blocked' || (others.length === 0 && user.status === 'withdrawn')) {
    await endSessionsOf(tx, userId, { end }, awaited)
    return
  }
  if (others.length === 0) return beginWithdrawal(tx, userId, { end, policy, awaited })
  await endSessionsOf(tx, userId, { end }, awaited)
  await tx.deleteFrom('identities').where('id', '=', id).execute()
}
