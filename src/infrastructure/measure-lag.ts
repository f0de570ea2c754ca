import type { EventId } from '../domain/events.ts'
import type { Metrics } from './metrics.ts'

/** Measures how long a newcomer waited for the pending signup: until it is committed, once for each. */
export function measureLag(metrics: Metrics) {
  return (outcome: string, event: EventId): void => {
    if (outcome === 'opened') metrics.firstSeen(secondsSince(event, Date.now()))
  }
}

/**
 * Seconds since an event was told: its id is a UUIDv7, whose first 48 bits are the milliseconds of its making
 * (RFC 9562 5.7). By the clocks of two machines, so never below 0.
 */
function secondsSince(event: EventId, now: number): number {
  const toldAt = Number.parseInt(event.slice(0, 8) + event.slice(9, 13), 16)
  return Math.max(0, now - toldAt) / 1_000
}
