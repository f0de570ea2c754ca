import type { EventQueue } from './ports/event-queue.ts'
import type { Outbox, WaitingEvent } from './ports/outbox.ts'

const atOnce = 100

/**
 * Carries written events to the queue; answers how many. While the queue is out of reach they wait on, unharmed:
 * the ones in hand are tried again at every call, so that they go as soon as it is back.
 */
export const relayEvents = ({ outbox, eventQueue }: { outbox: Outbox; eventQueue: EventQueue }) => {
  let inHand: readonly WaitingEvent[] = []
  return async (): Promise<number> => {
    const waiting = inHand.length > 0 ? inHand : await outbox.claim(atOnce)
    if (waiting.length === 0) return 0
    inHand = waiting
    await eventQueue.hand(waiting)
    inHand = []
    await outbox.handed(waiting)
    return waiting.length
  }
}
