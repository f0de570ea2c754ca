import { randomUUIDv7 } from 'node:crypto'
import { sql } from 'kysely'
import type { Newcomer } from '../../../application/ports/signups.ts'
import type { DomainEvent, EventId } from '../../../domain/events.ts'
import type { IdentityId } from '../../../domain/identity.ts'
import type { OpenSignup } from '../../../domain/pending-signup.ts'
import type { Tx } from './database.ts'
import type { Awaited } from './event-writer.ts'
import { writeEvents } from './event-writer.ts'

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
  await storeOpened(tx, signup)
  await writeEvents(tx, events, awaited)
  return 'opened'
}

/** Notes and closes the event and holds its identity, all in one statement: somebody waits for every further one. */
function takeEvent(tx: Tx, event: EventId) {
  return tx
    .with('handled', (cte) =>
      cte
        .insertInto('inbox')
        .values({ event_id: event, consumer: 'open-pending-signup' })
        .onConflict((conflict) => conflict.doNothing())
        .returning('event_id'),
    )
    .with('closed', (cte) =>
      cte
        .updateTable('outbox')
        .from('handled')
        .set({ closed_at: sql<Date>`now()` })
        .whereRef('outbox.id', '=', 'handled.event_id')
        .returning('outbox.subject'),
    )
    .with('newcomer', (cte) =>
      cte
        .selectFrom('identities')
        .select(['id', 'provider'])
        // Whoever was linked meanwhile has nothing to sign up for.
        .where('user_id', 'is', null)
        .where('id', 'in', (of) => of.selectFrom('closed').select(sql<IdentityId>`subject`.as('subject')))
        .forUpdate(),
    )
    .selectFrom('handled')
    .leftJoin('newcomer', (join) => join.onTrue())
    .select(['newcomer.id as identityId', 'newcomer.provider', sql<Date>`now()`.as('now')])
    .executeTakeFirst()
}

async function storeOpened(tx: Tx, signup: OpenSignup): Promise<void> {
  const { id, identityId, onboarding, answers, openedAt, expiresAt } = signup
  await tx
    .with('begun', (cte) =>
      cte
        .insertInto('onboardings')
        .values({ id: randomUUIDv7(), identity_id: identityId, plan: JSON.stringify(onboarding) }),
    )
    .insertInto('pending_signups')
    .values({
      id,
      identity_id: identityId,
      status: 'open',
      answers: JSON.stringify(answers),
      opened_at: openedAt,
      expires_at: expiresAt,
    })
    .execute()
}
