import type { EventQueue } from '../../../application/ports/event-queue.ts'
import type { WaitingEvent } from '../../../application/ports/outbox.ts'
import type { EventId, EventType } from '../../../domain/events.ts'

/** What travels: the event's name and type, as everywhere. */
export type Job = {
  readonly name: EventType
  readonly data: { readonly events: readonly { readonly event: EventId }[] }
}

export type MemoryEventQueue = EventQueue & {
  /** Works through what was handed over; answers how many jobs there were. */
  consume(): Promise<number>
  /** Out of reach until `recover`: whatever is handed over is refused with `error`. */
  fail(error: Error): void
  recover(): void
  /** Loses every job, as a queue that is flushed or restored from an old copy does. */
  flush(): void
}

/** Tries at a job before the queue gives it up, until the outbox brings its event again. */
const attempts = 5

/** `EventQueue` in memory, at least once: a job whose consumer fails is tried again, one that waits is not taken twice. */
export function memoryEventQueue(consumer: (job: Job) => Promise<unknown>): MemoryEventQueue {
  const taken = new Set<string>()
  let waiting: WaitingEvent[] = []
  let outOfReach: Error | undefined
  return {
    async hand(events) {
      if (outOfReach) throw outOfReach
      const fresh = events.filter((event) => !taken.has(jobId(event)))
      for (const event of fresh) taken.add(jobId(event))
      waiting.push(...fresh)
    },
    async consume() {
      const events = waiting
      waiting = []
      for (const event of events) {
        const done = await tryOften(() =>
          consumer({ name: event.type, data: { events: [{ event: event.id }] } }),
        )
        if (done) taken.delete(jobId(event))
      }
      return events.length
    },
    fail: (error) => {
      outOfReach = error
    },
    recover: () => {
      outOfReach = undefined
    },
    flush: () => {
      waiting = []
    },
  }
}

/** Like BullMQ's: another publication is another job. */
function jobId({ id, publication }: WaitingEvent): string {
  return `${id} ${publication}`
}

async function tryOften(job: () => Promise<unknown>): Promise<boolean> {
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const done = await job().then(
      () => true,
      () => false,
    )
    if (done) return true
  }
  return false
}
