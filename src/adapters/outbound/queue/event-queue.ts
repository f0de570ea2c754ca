import { setTimeout as pause } from 'node:timers/promises'
import { Queue } from 'bullmq'
import type { EventQueue } from '../../../application/ports/event-queue.ts'
import { jobsOf } from './jobs.ts'
import type { QueueEnd } from './queue-end.ts'

export type OpenQueue = EventQueue & {
  /** How many jobs there are in each state, for an operator. */
  depth(): Promise<Record<string, number>>
  close(): Promise<void>
}

/**
 * `EventQueue` by BullMQ, on whatever the producer's end stands on. Throws when PostgreSQL is out of reach; of
 * Redis it does not ask whether it is there before there is something to hand over.
 */
export async function openEventQueue(end: QueueEnd, onError: (error: Error) => void): Promise<OpenQueue> {
  const options = { connection: end.name, skipWaitingForReady: true, defaultJobOptions }
  const queue = new Queue(end.name, options, end.backend)
  queue.on('error', onError)
  await queue.waitUntilReady()
  return {
    async hand(events) {
      const jobs = jobsOf(events)
      const addAll = () => Promise.all(jobs.map(({ name, data, opts }) => queue.add(name, data, opts)))
      // A connection that was cut is back in a moment, and a job that comes twice has one effect.
      await addAll().catch(() => pause(againAfterMs).then(addAll))
    },
    depth: () => queue.getJobCounts('waiting', 'active', 'delayed', 'failed'),
    async close() {
      await queue.close().finally(end.close)
    },
  }
}

const againAfterMs = 250

const defaultJobOptions = {
  attempts: 5,
  backoff: { type: 'exponential', delay: 200, jitter: 0.5 },
  // The outbox remembers; counting what to forget costs PostgreSQL more than the job itself.
  removeOnComplete: true,
  removeOnFail: { age: 7 * 24 * 3_600, count: 10_000 },
}
