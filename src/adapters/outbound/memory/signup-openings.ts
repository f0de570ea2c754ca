import type { Newcomer } from '../../../application/ports/signups.ts'
import type { DomainEvent, EventId } from '../../../domain/events.ts'
import { subjectOf } from '../../../domain/events.ts'
import type { IdentityId } from '../../../domain/identity.ts'
import type { OpenSignup } from '../../../domain/pending-signup.ts'
import type { Awaited } from './event-writer.ts'
import { writeEvents } from './event-writer.ts'
import type { Store } from './store.ts'

type Decide = (newcomer: Newcomer, now: Date) => { signup: OpenSignup; events: readonly DomainEvent[] }

/** The effect of `UserFirstSeen`, the note that it was had and the close of its event, all at once. */
export function openForEvent(store: Store, event: EventId, decide: Decide, awaited: Awaited, now: Date) {
  if (store.inbox.has(event)) return 'already_handled'
  const written = store.outbox.get(event)
  const shown = written && store.identities.get(subjectOf(written.event) as IdentityId)
  // Whoever was linked meanwhile has nothing to sign up for.
  const identity = shown?.userId ? undefined : shown
  const opened = identity && decide({ identityId: identity.id, provider: identity.provider }, now)
  store.inbox.add(event)
  if (written) store.outbox.set(event, { ...written, closedAt: now })
  if (!opened) return 'gone'
  store.signups.set(opened.signup.identityId, opened.signup)
  writeEvents(store, opened.events, awaited, now)
  return 'opened'
}
