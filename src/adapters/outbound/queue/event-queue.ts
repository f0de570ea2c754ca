import { createPostgresBackend, Queue } from 'bullmq'
import type { EventQueue } from '../../../application/ports/event-queue.ts'
import type { WaitingEvent } from '../../../application/ports/outbox.ts'

/** Both ends of the queue agree on these two names. */
export const queueName = 'events'
export const queueSchema = 'bullmq'

export type OpenQueue = EventQueue & { close(): Promise<void> }

/** BullMQ's PostgreSQL backend makes its own tables, in a schema of its own. */
export async function postgresEventQueue(
  connectionString: string,
  onError: (error: Error) => void,
): Promise<OpenQueue> {
  const connection = { connectionString, schema: queueSchema, migrate: true, max: 2 }
  const queue = new Queue(queueName, { connection, defaultJobOptions }, createPostgresBackend)
  queue.on('error', onError)
  await queue.waitUntilReady()
  return {
    async hand(events) {
      await queue.addBulk(events.map(toJob))
    },
    close: () => queue.close(),
  }
}

const defaultJobOptions = {
  attempts: 5,
  backoff: { type: 'exponential', delay: 200, jitter: 0.5 },
  removeOnComplete: { age: 3_600, count: 1_000 },
  removeOnFail: { age: 7 * 24 * 3_600, count: 10_000 },
}

/**
 * The job carries the event's name, not its data: a leaked queue tells nothing, a lost one loses nothing.
 * The id changes with each publication, because adding a known id does nothing, even when that job failed.
 */
function toJob({ id, type, publication }: WaitingEvent) {
  return { name: type, data: { event: id }, opts: { jobId: `e_${id}_${publication}` } }
}
