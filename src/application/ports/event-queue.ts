import type { WaitingEvent } from './outbox.ts'

/** Where events travel. It may lose, repeat and reorder: the outbox is the truth, the queue a wake-up. */
export type EventQueue = {
  /** Hands events over; throws when the queue is out of reach, and then any of them may have been taken. */
  hand(events: readonly WaitingEvent[]): Promise<void>
}
