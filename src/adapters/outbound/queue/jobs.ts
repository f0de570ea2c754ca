import { createHash } from 'node:crypto'
import type { WaitingEvent } from '../../../application/ports/outbox.ts'

/** What travels: names of events, not their data. A leaked queue tells nothing, a lost one loses nothing. */
export type Job = {
  readonly name: WaitingEvent['type']
  readonly data: { readonly events: readonly { event: WaitingEvent['id']; traceparent?: string }[] }
  readonly opts: { readonly jobId: string }
}

/**
 * A job costs the queue several times what the effect of its event costs us: a burst travels in jobs of up to so
 * many events, but in so many jobs at the least, that workers share it.
 */
const mostOfAJob = 8
const fewestJobs = 4

/** Events of one type together. One that was handed over before may be what its job failed by: it travels alone. */
export function jobsOf(events: readonly WaitingEvent[]): Job[] {
  const again = events.filter(({ publication }) => publication > 0)
  const fresh = Object.groupBy(
    events.filter(({ publication }) => publication === 0),
    ({ type }) => type,
  )
  const together = Object.values(fresh).flatMap((alike) => chunksOf(alike))
  return [...together, ...again.map((event) => [event] as const)].map(toJob)
}

function chunksOf(alike: readonly WaitingEvent[]): (readonly [WaitingEvent, ...WaitingEvent[]])[] {
  const size = Math.min(mostOfAJob, Math.ceil(alike.length / fewestJobs))
  const starts = Array.from({ length: Math.ceil(alike.length / size) }, (_, index) => index * size)
  return starts.flatMap((start) => {
    const [first, ...others] = alike.slice(start, start + size)
    return first ? [[first, ...others] as const] : []
  })
}

function toJob(events: readonly [WaitingEvent, ...WaitingEvent[]]): Job {
  const named = events.map(({ id, traceparent }) => ({
    event: id,
    ...(traceparent !== undefined && { traceparent }),
  }))
  return { name: events[0].type, data: { events: named }, opts: { jobId: jobIdOf(events) } }
}

/**
 * Of the events and their publication, because adding a known id does nothing, even when that job failed. Two
 * relays that shared the same events out otherwise make different jobs of them, and the effect is had once.
 */
function jobIdOf(events: readonly [WaitingEvent, ...WaitingEvent[]]): string {
  const [first, ...others] = events
  if (others.length === 0) return `e_${first.id}_${first.publication}`
  const ids = events.map(({ id }) => id).join()
  return `e_${createHash('sha256').update(ids).digest('base64url')}`
}
