import type { SqlBool } from 'kysely'
import { sql } from 'kysely'
import type { ProviderNotices } from '../../../application/ports/provider-notices.ts'
import type { ProviderNotice } from '../../../domain/provider-notice.ts'
import type { WithdrawalPolicy } from '../../../domain/withdrawal.ts'
import type { Database } from './database.ts'
import type { Awaited } from './event-writer.ts'
import { newEventId } from './event-writer.ts'
import { heedNotice, ofEvent } from './heeding-notices.ts'
import { daysAgo } from './pruning.ts'
import { takeEvent } from './taken-events.ts'

const consumer = 'heed-provider-notice'
const toldAt = sql<Date | null>`(data->>'at')::timestamptz`
/**
 * So that PostgreSQL looks the person up in `outbox_waiting_notices`, and does not read all that waits: of a flood
 * that no worker takes away, and before statistics know of it, both look the same to it.
 */
const isNotParked = sql<SqlBool>`coalesce(parked_at, 'infinity') = 'infinity'`

/** `ProviderNotices` on PostgreSQL. */
export const postgresProviderNotices = (
  db: Database,
  policy: WithdrawalPolicy,
  awaited: Awaited,
): ProviderNotices => ({
  async receive({ provider, subject, notice, id, at }) {
    const happenedAt = at === null ? sql`null::timestamptz` : sql`least(${at}::timestamptz, now())`
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
          'at', ${happenedAt}),
        null, ${awaited.traceparent?.() ?? null}
      from known
      where 0 = (
        select count(*) from outbox where closed_at is null and type = 'ProviderNoticeReceived'
          and outbox.subject = known.id and data->>'notice' = ${notice} and ${isNotParked}
          and coalesce(${toldAt}, 'infinity') >= coalesce(${happenedAt}, 'infinity')
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
      return heedNotice(tx, event, how, { policy, awaited })
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
