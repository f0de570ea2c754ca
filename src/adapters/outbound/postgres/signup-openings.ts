import { randomUUIDv7 } from 'node:crypto'
import type { RawBuilder } from 'kysely'
import { sql } from 'kysely'
import type { Newcomer } from '../../../application/ports/signups.ts'
import type { DomainEvent, EventId } from '../../../domain/events.ts'
import type { IdentityId, ProviderName } from '../../../domain/identity.ts'
import type { OpenSignup } from '../../../domain/pending-signup.ts'
import type { Tx } from './database.ts'
import type { Awaited } from './event-writer.ts'
import { insertionOf } from './event-writer.ts'

type Decide = (newcomer: Newcomer, now: Date) => { signup: OpenSignup; events: readonly DomainEvent[] }

/**
 * The effect of `UserFirstSeen`, together with the note that it was had and the close of its event: a job
 * that comes twice, or a worker that died and one that was only slow, have one effect between them.
 */
export async function openForEvent(tx: Tx, event: EventId, decide: Decide, awaited: Awaited) {
  const taken = await takeEvent(tx, event)
  if (!taken) return 'already_handled'
  const { identityId, provider, now } = taken
  if (!identityId || !provider) return 'gone'
  const { signup, events } = decide({ identityId, provider }, now)
  await storeOpened(tx, signup, insertionOf(events, awaited))
  return 'opened'
}

type Taken = { identityId: IdentityId | null; provider: ProviderName | null; now: Date }

/** Notes and closes the event and holds its identity, all in one statement: somebody waits for every further one. */
async function takeEvent(tx: Tx, event: EventId): Promise<Taken | undefined> {
  const { rows } = await sql<Taken>`/* take-first-seen */
    with handled as (
      insert into inbox (event_id, consumer) values (${event}, 'open-pending-signup')
      on conflict do nothing
      returning event_id
    ), closed as (
      update outbox set closed_at = now() from handled where outbox.id = handled.event_id
      returning outbox.subject
    ), newcomer as (
      -- Whoever was linked meanwhile has nothing to sign up for.
      select id, provider from identities
      where user_id is null and id in (select subject from closed)
      for update
    )
    select newcomer.id as "identityId", newcomer.provider, now() as now
    from handled left join newcomer on true`.execute(tx)
  return rows[0]
}

async function storeOpened(tx: Tx, signup: OpenSignup, telling: RawBuilder<unknown>): Promise<void> {
  const { id, identityId, onboarding, answers, openedAt, expiresAt } = signup
  await sql`/* store-opened */
    with begun as (
      insert into onboardings (id, identity_id, plan)
      values (${randomUUIDv7()}, ${identityId}, ${JSON.stringify(onboarding)})
    ), told as (
      ${telling}
    )
    insert into pending_signups (id, identity_id, status, answers, opened_at, expires_at)
    values (${id}, ${identityId}, 'open', ${JSON.stringify(answers)}, ${openedAt}, ${expiresAt})`.execute(tx)
}
