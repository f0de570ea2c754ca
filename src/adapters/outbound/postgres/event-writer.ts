import { randomUUIDv7 } from 'node:crypto'
import { sql } from 'kysely'
import type { DomainEvent, EventId, EventType } from '../../../domain/events.ts'
import { subjectOf } from '../../../domain/events.ts'
import type { Tx } from './database.ts'

export type Awaited = {
  /** Whether an event has a consumer to wait for. The others are kept, but closed from birth. */
  has(type: EventType): boolean
  /** The trace that events are told in, by W3C Trace Context; absent or `null` where nobody traces. */
  readonly traceparent?: () => string | null
}

/** A new event's id; the time of the occurrence is the database's own. */
export const newEventId = () => randomUUIDv7() as EventId

/** Writes events in the transaction of the change that they tell of (invariant 3). */
export async function writeEvents(tx: Tx, events: readonly DomainEvent[], awaited: Awaited): Promise<void> {
  if (events.length === 0) return
  const rows = events.map((event) => ({
    id: newEventId(),
    type: event.type,
    subject: subjectOf(event),
    data: JSON.stringify(dataOf(event)),
    closed_at: awaited.has(event.type) ? null : sql<Date>`now()`,
    traceparent: awaited.traceparent?.() ?? null,
  }))
  await tx.insertInto('outbox').values(rows).execute()
}

function dataOf({ type: _, ...data }: DomainEvent): Record<string, string> {
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [snakeCase(name), value]))
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
