import type { BackendFactory, IQueueBackend } from 'bullmq'

/** Both ends of the queue, and every process, agree on this name. */
export const queueName = 'events'

/**
 * One end of the queue as BullMQ takes it. The backend knows its connection: what stands under `connection` in
 * BullMQ's own options is not looked at.
 */
export type QueueEnd = {
  readonly name: string
  readonly backend: BackendFactory<IQueueBackend, string>
  /** Whether to start without the server: it may come later, and work begins then. */
  readonly startsWithoutServer: boolean
  /** Closes what BullMQ does not close itself; at once, whatever the server does. */
  close(): void
}
