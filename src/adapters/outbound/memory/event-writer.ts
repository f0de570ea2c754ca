import { randomUUIDv7 } from 'node:crypto'
import type { DomainEvent, EventId, EventType } from '../../../domain/events.ts'
import type { Store } from './store.ts'

/** Which events have a consumer to wait for. The others are kept, but closed from birth. */
export type Awaited = ReadonlySet<EventType>

/** Writes events beside the change that they tell of: nothing may be awaited between the two (invariant 3). */
export function writeEvents(
  { outbox }: Store,
  events: readonly DomainEvent[],
  awaited: Awaited,
  now: Date,
): void {
  for (const event of events) {
    const id = randomUUIDv7() as EventId
    outbox.set(id, {
      id,
      event,
      occurredAt: now,
      closedAt: awaited.has(event.type) ? null : now,
      dueAt: now,
      publications: 0,
      failures: 0,
      lastError: null,
      parkedAt: null,
    })
  }
}
