import type { SqlBool } from 'kysely'
import { sql } from 'kysely'
import type { HeededNotice, ProviderNotices } from '../../../application/ports/provider-notices.ts'
import type { EventId } from '../../../domain/events.ts'
import type { IdentityId, ProviderName, Subject } from '../../../domain/identity.ts'
import type { ProviderNotice } from '../../../domain/provider-notice.ts'
import type { UserId } from '../../../domain/user.ts'
import type { WithdrawalPolicy } from '../../../domain/withdrawal.ts'
import type { Database, Tx } from './database.ts'
import { beginWithdrawal } from './erasing-users.ts'
import type { Awaited } from './event-writer.ts'
import { newEventId } from './event-writer.ts'
import { lockSignup } from './open-signups.ts'
import { daysAgo } from './pruning.ts'
import { endSessionsOf } from './session-rows.ts'
import { endSignups } from './signup-endings.ts'
import { takeEvent } from './taken-events.ts'

const consumer = 'heed-provider-notice'
const toldAt = sql<Date | null>`(data->>'at')::timestamptz`
/**
 * So that PostgreSQL looks the person up in `outbox_waiting_notices`, and does not read all that waits: of a flood
 * that no worker takes away, and before statistics know of it, both look the same to it.
 */
const isNotParked = sql<SqlBool>`coalesce(parked_at, 'infinity') = 'infinity'`
const ofEvent = sql<SqlBool>`identities.id = outbox.subject`

/** `ProviderNotices` on PostgreSQL. */
export const postgresProviderNotices = (
  db: Database,
  policy: WithdrawalPolicy,
  awaited: Awaited,
): ProviderNotices => ({
  async receive({ provider, subject, notice, id, at }) {
    await sql`
      with noted as (
        insert into provider_notices (provider, id) select ${provider}, ${id}::text where ${id}::text is not null
        on conflict do nothing returning 1
      ), known as (
        select identities.id from identities
        where provider = ${provider} and subject = ${subject}
          and (${id}::text is null or exists (select from noted))
      )
      insert into outbox (id, type, subject, data, closed_at, traceparent)
      select ${newEventId()}, 'ProviderNoticeReceived', known.id,
        jsonb_build_object('identity_id', known.id, 'provider', ${provider}::text, 'notice', ${notice}::text,
          'at', ${at}::timestamptz),
        null, ${awaited.traceparent?.() ?? null}
      from known
      where 0 = (
        select count(*) from outbox where closed_at is null and type = 'ProviderNoticeReceived'
          and outbox.subject = known.id and data->>'notice' = ${notice} and ${isNotParked}
          and coalesce(${toldAt}, 'infinity') >= coalesce(${at}::timestamptz, 'infinity')
      )`.execute(db)
  },

  async identityOf(event) {
    return db
      .selectFrom('outbox')
      .innerJoin('identities', (join) => join.on(ofEvent))
      .select([
        'provider',
        'identities.subject',
        sql<ProviderNotice>`data->>'notice'`.as('notice'),
        toldAt.as('at'),
      ])
      .where('outbox.id', '=', event)
      .executeTakeFirst()
  },

  heed: (event, how) =>
    db.transaction().execute(async (tx) => {
      if (!(await takeEvent(tx, event, consumer))) return 'heeded'
      const identity = await lockIdentity(tx, event)
      if (!identity) return 'heeded'
      if (how.takesLinkAway && how.isOutlived(identity.provedAt)) return 'linked_again'
      if (identity.userId === null) await endNewcomer(tx, identity.id, how, awaited)
      else await heedUser(tx, { ...identity, userId: identity.userId }, how, { policy, awaited })
      return 'heeded'
    }),

  dismiss: (event) => db.transaction().execute(async (tx) => void (await takeEvent(tx, event, consumer))),

  async prune(days) {
    const { numDeletedRows } = await db
      .deleteFrom('provider_notices')
      .where('received_at', '<', daysAgo(days))
      .executeTakeFirst()
    return Number(numDeletedRows)
  },
})

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
  { policy, awaited }: { policy: WithdrawalPolicy; awaited: Awaited },
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
