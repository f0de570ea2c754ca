import type { EventQueue } from './ports/event-queue.ts'
import type { Outbox } from './ports/outbox.ts'

const atOnce = 100

/** Carries written events to the queue; answers how many. While the queue is out of reach they wait on, unharmed. */
export const relayEvents =
  ({ outbox, eventQueue }: { outbox: Outbox; eventQueue: EventQueue }) =>
  async (): Promise<number> => {
    const waiting = await outbox.claim(atOnce)
    if (waiting.length === 0) return 0
    await eventQueue.hand(waiting)
    await outbox.handed(waiting)
    return waiting.length
  }
