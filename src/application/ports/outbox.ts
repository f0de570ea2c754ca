import type { EventId, EventType } from '../../domain/events.ts'

/** An event that waits for its effect. */
export type WaitingEvent = {
  readonly id: EventId
  readonly type: EventType
  /** How often it was handed to the queue. */
  readonly publication: number
  /** The trace that told it, by W3C Trace Context, where there is one. */
  readonly traceparent?: string
}

/** Where events wait until their consumer has closed them in the transaction of the effect. */
export type Outbox = {
  /** Takes up to `limit` open events on a short lease; one still open when its lease ends comes up again. */
  claim(limit: number): Promise<readonly WaitingEvent[]>
  /** The queue has taken claimed events: the lease of those still open grows with each publication. */
  handed(events: readonly WaitingEvent[]): Promise<void>
  /**
   * Counts a failed try at the effect; after too many the event is parked, where an operator finds it. What
   * `passes` by itself says nothing against an event: it is noted and not counted.
   */
  failed(event: EventId, error: string, how?: { readonly passes: boolean }): Promise<'open' | 'parked'>
  /** Removes events closed longer than `days` ago, with the notes that they were handled; answers how many. */
  prune(days: number): Promise<number>
}
