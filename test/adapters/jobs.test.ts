import { describe, expect, it } from 'vitest'
import { jobsOf } from '../../src/adapters/outbound/queue/jobs.ts'
import { systemIds } from '../../src/adapters/outbound/system/ids.ts'
import type { WaitingEvent } from '../../src/application/ports/outbox.ts'
import type { EventId } from '../../src/domain/events.ts'

const newEvent = (more: Partial<WaitingEvent> = {}): WaitingEvent => ({
  id: systemIds.userId() as string as EventId,
  type: 'UserFirstSeen',
  publication: 0,
  ...more,
})
const newEvents = (count: number, more?: Partial<WaitingEvent>) =>
  Array.from({ length: count }, () => newEvent(more))
const sizesOf = (events: readonly WaitingEvent[]) => jobsOf(events).map(({ data }) => data.events.length)

describe('jobsOf', () => {
  it.each([
    [0, []],
    [1, [1]],
    [4, [1, 1, 1, 1]],
    [5, [2, 2, 1]],
    [100, [...Array.from({ length: 12 }, () => 8), 4]],
  ])('has %i events travel in jobs of %j', (count, sizes) => {
    expect(sizesOf(newEvents(count))).toEqual(sizes)
  })

  it('brings every event once, by its name and its trace alone', () => {
    const events = newEvents(50).map((event, index) =>
      index % 2 ? event : { ...event, traceparent: `00-${index}` },
    )
    const carried = jobsOf(events).flatMap(({ data }) => data.events)
    expect(carried).toEqual(
      events.map(({ id, traceparent }) => ({ event: id, ...(traceparent && { traceparent }) })),
    )
  })

  it('puts no two types into one job', () => {
    const jobs = jobsOf([...newEvents(10), ...newEvents(10, { type: 'UserWithdrew' })])
    expect(jobs.map(({ name, data }) => [name, data.events.length])).toEqual([
      ...Array.from({ length: 3 }, () => ['UserFirstSeen', 3]),
      ['UserFirstSeen', 1],
      ...Array.from({ length: 3 }, () => ['UserWithdrew', 3]),
      ['UserWithdrew', 1],
    ])
  })

  it('leaves an event alone that was handed over before: it may be what its job failed by', () => {
    expect(sizesOf([...newEvents(8), ...newEvents(3, { publication: 1 })])).toEqual([2, 2, 2, 2, 1, 1, 1])
  })

  it('names a job by its events, the same ones always alike and others otherwise', () => {
    const events = newEvents(20)
    const names = (of: readonly WaitingEvent[]) => jobsOf(of).map(({ opts }) => opts.jobId)
    expect(names(events)).toEqual(names(events))
    expect(names(events).slice(0, 3)).not.toEqual(names(events.slice(1)).slice(0, 3))
    const [event = newEvent()] = events
    expect(new Set([...names([event]), ...names([{ ...event, publication: 1 }])]).size).toBe(2)
    expect(names(events).join()).not.toContain(':')
  })
})
