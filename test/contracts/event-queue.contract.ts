import { afterEach, describe, expect, it, vi } from 'vitest'
import { systemIds } from '../../src/adapters/outbound/system/ids.ts'
import type { EventQueue } from '../../src/application/ports/event-queue.ts'
import type { WaitingEvent } from '../../src/application/ports/outbox.ts'
import type { EventId } from '../../src/domain/events.ts'
import { countOf, racing } from './arranging.ts'

export type Consumer = (event: EventId) => Promise<void>

/** Both ends of a queue that nobody else uses. */
export type OpenedQueue = EventQueue & {
  /** Takes events from now on, beside whoever does so already; `onFailed` hears of every failed try. */
  work(consumer: Consumer, onFailed: (event: EventId) => void): Promise<void>
  /** Loses everything, as a Redis that is flushed does. */
  flush(): Promise<void>
  /** A worker in a process of its own takes one event and is killed with it; not where the queue dies too. */
  dieWithAnEvent?(): Promise<void>
  close(): Promise<void>
}
export type OpenQueue = () => Promise<OpenedQueue>

/** How often an event comes to a consumer that always fails, until it is handed over again. */
const attempts = 5

const newEvent = (publication = 0): WaitingEvent => ({
  id: systemIds.userId() as string as EventId,
  type: 'UserFirstSeen',
  publication,
})
const newEvents = (count: number) => Array.from({ length: count }, () => newEvent())
const idsOf = (events: readonly WaitingEvent[]) => new Set(events.map(({ id }) => id))

/** `hasWorkers` is false where the queue works by itself, and dies with its process. */
export const eventQueueContract = (open: OpenQueue, { hasWorkers = true } = {}) =>
  describe('EventQueue', () => {
    const opened: OpenedQueue[] = []
    afterEach(async () => {
      for (const queue of opened.splice(0)) await queue.close()
    })

    const until = (check: () => void) => vi.waitFor(check, { timeout: 60_000, interval: 10 })
    const idle = async () => {
      const queue = await open()
      opened.push(queue)
      return queue
    }
    const stage = async (consumer: (event: EventId) => void | Promise<void> = () => {}) => {
      const [arrived, failed]: [EventId[], EventId[]] = [[], []]
      const queue = await idle()
      const consume = async (event: EventId) => {
        arrived.push(event)
        await consumer(event)
      }
      await queue.work(consume, (event) => failed.push(event))
      return { queue, arrived, failed }
    }

    it('brings every one of a hundred events to its consumer', async () => {
      const { queue, arrived } = await stage()
      const events = newEvents(100)
      await queue.hand(events)
      await until(() => expect(new Set(arrived)).toEqual(idsOf(events)))
    })

    it('loses none of a hundred events that twenty relays hand over at once', async () => {
      const { queue, arrived } = await stage()
      const events = newEvents(100)
      await racing(20, (racer) => queue.hand(events.slice(racer * 5, racer * 5 + 5)))
      await until(() => expect(new Set(arrived)).toEqual(idsOf(events)))
    })

    it('keeps what is handed over while nobody takes it', async () => {
      const queue = await idle()
      const [events, arrived] = [newEvents(10), new Set<EventId>()]
      await queue.hand(events)
      await queue.work(
        async (event) => void arrived.add(event),
        () => {},
      )
      await until(() => expect(arrived).toEqual(idsOf(events)))
    })

    it.runIf(hasWorkers)('shares events among workers, each to one of them', async () => {
      const queue = await idle()
      const [ours, theirs]: [EventId[], EventId[]] = [[], []]
      // Neither goes on before the other has something, or a fast one might take all.
      const bothHaveSome = () => until(() => expect([ours.length, theirs.length]).not.toContain(0))
      for (const taken of [ours, theirs]) {
        const consumer = async (event: EventId) => {
          taken.push(event)
          await bothHaveSome()
        }
        await queue.work(consumer, () => {})
      }
      const events = newEvents(100)
      await queue.hand(events)
      await until(() => expect(new Set([...ours, ...theirs])).toEqual(idsOf(events)))
      expect(ours.length + theirs.length).toBe(events.length)
    })

    it('tries again when the consumer failed, tells of it, and does not hold up the others', async () => {
      const failing = new Map<EventId, number>()
      const { queue, arrived, failed } = await stage((event) => {
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
      expect(failed).toEqual([poisoned.id, poisoned.id])
    })

    it('tries again the one of a hundred that failed, and has held up none of them', async () => {
      const events = newEvents(100)
      const poisoned = events[0]?.id
      const { queue, arrived, failed } = await stage((event) => {
        if (event === poisoned && countOf(arrived, event) < attempts) throw new Error('not yet')
      })
      await queue.hand(events)
      await until(() => expect(countOf(failed, poisoned as EventId)).toBe(attempts - 1))
      await until(() => expect(new Set(arrived)).toEqual(idsOf(events)))
      expect(new Set(failed)).toEqual(new Set([poisoned]))
    })

    it('gives up after five tries, and tries anew with the next publication', async () => {
      const { queue, failed } = await stage(() => {
        throw new Error('never')
      })
      const event = newEvent()
      await queue.hand([event])
      await until(() => expect(countOf(failed, event.id)).toBe(attempts))
      await queue.hand([event])
      await queue.hand([{ ...event, publication: 1 }])
      await until(() => expect(countOf(failed, event.id)).toBeGreaterThan(attempts))
    })

    it('brings an event again with its next publication, and takes one that still waits for known', async () => {
      const queue = await idle()
      const [event, last] = [newEvent(), newEvent()]
      await queue.hand([event])
      await queue.hand([event, { ...event, publication: 1 }])
      const arrived: EventId[] = []
      await queue.work(
        async (each) => void arrived.push(each),
        () => {},
      )
      await until(() => expect(countOf(arrived, event.id)).toBe(2))
      await queue.hand([last, { ...event, publication: 2 }])
      await until(() => expect(countOf(arrived, event.id)).toBe(3))
      await until(() => expect(arrived).toContain(last.id))
      expect(countOf(arrived, event.id)).toBe(3)
    })

    it('works on after it lost everything, and brings again what is handed over again', async () => {
      const queue = await idle()
      const [lost, fresh] = [newEvent(), newEvent()]
      await queue.hand([lost])
      await queue.flush()
      const arrived: EventId[] = []
      await queue.work(
        async (event) => void arrived.push(event),
        () => {},
      )
      await queue.hand([fresh])
      await until(() => expect(arrived).toEqual([fresh.id]))
      await queue.hand([{ ...lost, publication: 1 }])
      await until(() => expect(arrived).toEqual([fresh.id, lost.id]))
    })

    it.runIf(hasWorkers)('brings an event again whose worker was killed with it', async () => {
      const queue = await idle()
      const event = newEvent()
      await queue.hand([event])
      await queue.dieWithAnEvent?.()
      const arrived: EventId[] = []
      await queue.work(
        async (each) => void arrived.push(each),
        () => {},
      )
      await until(() => expect(arrived).toEqual([event.id]))
    })

    it('takes nothing amiss when there is nothing to hand over', async () => {
      const { queue } = await stage()
      await queue.hand([])
    })
  })
