import { randomUUIDv7 } from 'node:crypto'
import { sql } from 'kysely'
import type { Newcomer } from '../../../application/ports/signups.ts'
import type { DomainEvent, EventId } from '../../../domain/events.ts'
import type { IdentityId } from '../../../domain/identity.ts'
import type { OpenSignup } from '../../../domain/pending-signup.ts'
import type { Tx } from './database.ts'
import { timeOf } from './database.ts'
import type { Awaited } from './event-writer.ts'
import { writeEvents } from './event-writer.ts'

type Decide = (newcomer: Newcomer, now: Date) => { signup: OpenSignup; events: readonly DomainEvent[] }

/**
 * The effect of `UserFirstSeen`, together with the note that it was had and the close of its event: a job
 * that comes twice, or a worker that died and one that was only slow, have one effect between them.
 */
export async function openForEvent(tx: Tx, event: EventId, decide: Decide, awaited: Awaited) {
  const handled = await tx
    .insertInto('inbox')
    .values({ event_id: event, consumer: 'open-pending-signup' })
    .onConflict((conflict) => conflict.doNothing())
    .returning('event_id')
    .executeTakeFirst()
  if (!handled) return 'already_handled'
  const closed = await tx
    .updateTable('outbox')
    .set({ closed_at: sql<Date>`now()` })
    .where('id', '=', event)
    .returning('subject')
    .executeTakeFirst()
  if (!closed) return 'gone'
  const identityId = closed.subject as IdentityId
  const identity = await tx
    .selectFrom('identities')
    .select('provider')
    .where('id', '=', identityId)
    .forUpdate()
    .executeTakeFirst()
  if (!identity) return 'gone'
  const { signup, events } = decide({ identityId, provider: identity.provider }, await timeOf(tx))
  await storeOpened(tx, signup)
  await writeEvents(tx, events, awaited)
  return 'opened'
}

async function storeOpened(tx: Tx, signup: OpenSignup): Promise<void> {
  const { id, identityId, onboarding, answers, openedAt, expiresAt } = signup
  await tx
    .insertInto('onboardings')
    .values({ id: randomUUIDv7(), identity_id: identityId, plan: JSON.stringify(onboarding) })
    .execute()
  await tx
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
