import { afterEach, describe, expect, it, vi } from 'vitest'
import { systemIds } from '../../src/adapters/outbound/system/ids.ts'
import type { EventQueue } from '../../src/application/ports/event-queue.ts'
import type { WaitingEvent } from '../../src/application/ports/outbox.ts'
import type { EventId } from '../../src/domain/events.ts'
import { countOf, racing } from './arranging.ts'

/** Both ends of a queue: whatever is handed over comes to `consumer`. */
export type OpenedQueue = EventQueue & { close(): Promise<void> }
export type OpenQueue = (consumer: (event: EventId) => Promise<void>) => Promise<OpenedQueue>

const newEvent = (publication = 0): WaitingEvent => ({
  id: systemIds.userId() as string as EventId,
  type: 'UserFirstSeen',
  publication,
})

export const eventQueueContract = (open: OpenQueue) =>
  describe('EventQueue', () => {
    const opened: OpenedQueue[] = []
    afterEach(async () => {
      for (const queue of opened.splice(0)) await queue.close()
    })

    const stage = async (consumer: (event: EventId) => void = () => {}) => {
      const arrived: EventId[] = []
      const queue = await open(async (event) => {
        arrived.push(event)
        consumer(event)
      })
      opened.push(queue)
      const until = (check: () => void) => vi.waitFor(check, { timeout: 10_000, interval: 10 })
      return { queue, arrived, until }
    }

    it('brings every one of a hundred events to its consumer', async () => {
      const { queue, arrived, until } = await stage()
      const events = Array.from({ length: 100 }, () => newEvent())
      await queue.hand(events)
      await until(() => expect(new Set(arrived)).toEqual(new Set(events.map(({ id }) => id))))
    })

    it('loses none of a hundred events that twenty relays hand over at once', async () => {
      const { queue, arrived, until } = await stage()
      const events = Array.from({ length: 100 }, () => newEvent())
      await racing(20, (racer) => queue.hand(events.slice(racer * 5, racer * 5 + 5)))
      await until(() => expect(new Set(arrived)).toEqual(new Set(events.map(({ id }) => id))))
    })

    it('tries again when the consumer failed, and does not hold up the others', async () => {
      const failing = new Map<EventId, number>()
      const { queue, arrived, until } = await stage((event) => {
        const left = failing.get(event) ?? 0
        failing.set(event, left - 1)
        if (left > 0) throw new Error('not yet')
      })
      const [poisoned, healthy] = [newEvent(), newEvent()]
      failing.set(poisoned.id, 2)
      await queue.hand([poisoned, healthy])
      await until(() => {
        expect(arrived).toContain(healthy.id)
        expect(countOf(arrived, poisoned.id)).toBe(3)
      })
    })

    it('brings an event again with its next publication, and takes the same one for known', async () => {
      const { queue, arrived, until } = await stage()
      const event = newEvent()
      await queue.hand([event])
      await until(() => expect(arrived).toEqual([event.id]))
      await queue.hand([event])
      await queue.hand([{ ...event, publication: 1 }])
      await until(() => expect(countOf(arrived, event.id)).toBe(2))
      const last = newEvent()
      await queue.hand([last])
      await until(() => expect(arrived).toContain(last.id))
      expect(countOf(arrived, event.id)).toBe(2)
    })

    it('takes nothing amiss when there is nothing to hand over', async () => {
      const { queue } = await stage()
      await queue.hand([])
    })
  })
