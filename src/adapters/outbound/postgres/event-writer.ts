import { randomUUIDv7 } from 'node:crypto'
import type { RawBuilder } from 'kysely'
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
  await sql`/* write-events */ ${insertionOf(events, awaited)}`.execute(tx)
}

/** The same as a part of the statement that makes the change. */
export function insertionOf(events: readonly DomainEvent[], awaited: Awaited): RawBuilder<unknown> {
  const column = <Value>(of: (event: DomainEvent) => Value) => events.map(of)
  // Of one text for any number of events, so that it is parsed and planned but once.
  return sql`insert into outbox (id, type, subject, data, closed_at, traceparent)
    select id, type, subject, data, case when is_awaited then null else now() end,
      ${awaited.traceparent?.() ?? null}
    from unnest(
      ${column(newEventId)}::uuid[],
      ${column(({ type }) => type)}::text[],
      ${column(subjectOf)}::uuid[],
      ${column((event) => JSON.stringify(dataOf(event)))}::jsonb[],
      ${column(({ type }) => awaited.has(type))}::boolean[]
    ) as told (id, type, subject, data, is_awaited)`
}

function dataOf({ type: _, ...data }: DomainEvent): Record<string, string> {
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [snakeCase(name), value]))
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
