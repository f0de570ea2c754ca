import type { EventId } from '../../../domain/events.ts'
import type { Store, WrittenEvent } from './store.ts'

/** Notes that an event had its effect and closes it; `undefined` for one that had it before, or never was. */
export function takeEvent({ inbox, outbox }: Store, event: EventId, now: Date): WrittenEvent | undefined {
  const written = outbox.get(event)
  if (!written || inbox.has(event)) return undefined
  inbox.add(event)
  outbox.set(event, { ...written, closedAt: now })
  return written
}
