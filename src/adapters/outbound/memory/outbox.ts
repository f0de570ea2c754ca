import type { Clock } from '../../../application/ports/clock.ts'
import type { Outbox } from '../../../application/ports/outbox.ts'
import type { Store, WrittenEvent } from './store.ts'

/** Tries at an effect before its event is parked. */
const mostFailures = 10

/** Seconds until a claimed event that was never handed over comes up again. */
const claimSeconds = 5

/** Seconds that an event waits at most for its next publication. */
const longestLease = 300

/** `Outbox` in memory. */
export const memoryOutbox = ({ outbox, inbox }: Store, clock: Clock): Outbox => {
  const inSeconds = (seconds: number) => new Date(clock.now().getTime() + seconds * 1_000)
  const lease = (written: WrittenEvent, seconds: number) => {
    const leased = { ...written, dueAt: inSeconds(seconds) }
    outbox.set(written.id, leased)
    return leased
  }
  return {
    async claim(limit) {
      const waiting = [...outbox.values()].filter((written) => isWaiting(written, clock.now()))
      const first = waiting.sort(byDue).slice(0, limit)
      return first
        .map((written) => lease(written, claimSeconds))
        .map(({ id, event: { type }, publications: publication }) => ({ id, type, publication }))
    },

    async handed(events) {
      for (const { id } of events) {
        const written = outbox.get(id)
        if (!written || written.closedAt) continue
        const { publications } = written
        const seconds = Math.min(longestLease, claimSeconds * 2 ** publications)
        lease({ ...written, publications: publications + 1 }, seconds)
      }
    },

    async failed(id, lastError, { passes } = { passes: false }) {
      const written = outbox.get(id)
      if (!written || written.closedAt) return 'open'
      const failures = written.failures + (passes ? 0 : 1)
      const parkedAt = failures >= mostFailures ? clock.now() : null
      outbox.set(id, { ...written, failures, lastError, parkedAt })
      return parkedAt ? 'parked' : 'open'
    },

    async prune(days) {
      const before = inSeconds(-days * 86_400)
      const old = [...outbox.values()].filter(({ closedAt }) => closedAt && closedAt < before)
      for (const { id } of old) {
        outbox.delete(id)
        inbox.delete(id)
      }
      return old.length
    },
  }
}

function isWaiting({ closedAt, parkedAt, dueAt }: WrittenEvent, now: Date): boolean {
  return !closedAt && !parkedAt && dueAt <= now
}

function byDue(one: WrittenEvent, other: WrittenEvent): number {
  return one.dueAt.getTime() - other.dueAt.getTime()
}
