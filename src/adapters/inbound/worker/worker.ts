import { setTimeout as pause } from 'node:timers/promises'
import type { BackendFactory, IQueueBackend } from 'bullmq'
import { Worker } from 'bullmq'
import type { ConsumeOptions, EventJob } from './consume.ts'
import { consume } from './consume.ts'

export type WorkerOptions = ConsumeOptions & {
  /** The end of the queue to take from; `backend` brings its own connection. */
  readonly queue: {
    readonly name: string
    readonly backend: BackendFactory<IQueueBackend, string>
    readonly startsWithoutServer: boolean
    close(): void
  }
  /** Milliseconds without a sign of life after which a worker counts as gone, and its jobs go to another. */
  readonly leaseMs?: number
}

export type RunningWorker = {
  /** Waits for the jobs in hand, but not for a server that does not answer: what is left behind comes up again. */
  close(): Promise<void>
}

/** Consumes events until closed. */
export async function startWorker({
  queue,
  leaseMs = 30_000,
  ...rest
}: WorkerOptions): Promise<RunningWorker> {
  const { name, backend } = queue
  const lease = { lockDuration: leaseMs, stalledInterval: leaseMs / 2 }
  const options = { ...settings, ...lease, connection: name }
  const inHand = new Set<Promise<void>>()
  const effect = consume(rest)
  const process = (job: Parameters<typeof effect>[0]) => {
    const doing = effect(job).finally(() => inHand.delete(doing))
    inHand.add(doing)
    return doing
  }
  const worker = new Worker<EventJob, void, string, IQueueBackend, object, string>(
    name,
    process,
    options,
    backend,
  )
  worker.on('error', rest.onError)
  worker.on('stalled', (job) => rest.onError(new Error(`job ${job} stalled: its worker is gone`)))
  if (!queue.startsWithoutServer) await worker.waitUntilReady()
  return {
    async close() {
      // BullMQ's close has no deadline, and once it waits it cannot be told to hurry.
      const closing = worker.close().catch(rest.onError)
      const effectsHad = Promise.allSettled(inHand).then(() => pause(bookkeepingMs))
      await Promise.race([closing, effectsHad])
      queue.close()
    },
  }
}

/** Milliseconds for telling the queue of effects that were had; untold, they come up again and are found had. */
const bookkeepingMs = 1_000

const settings = {
  concurrency: 4,
  // A worker that was killed twice while it held a job must not cost the job: the default allows one stall.
  maxStalledCount: 10,
  /** Seconds of one blocking read; a lost wake-up costs no more than this. */
  drainDelay: 2,
  /** Milliseconds until a server that refused connections is asked again; BullMQ waits 15 s. */
  runRetryDelay: 1_000,
}
