import { createPostgresBackend, withBackend } from 'bullmq'
import type { EventId } from '../../../domain/events.ts'
import type { ConsumeOptions } from './consume.ts'
import { consume } from './consume.ts'

const { Worker } = withBackend(createPostgresBackend)

export type WorkerOptions = ConsumeOptions & {
  readonly queue: { readonly name: string; readonly schema: string; readonly connectionString: string }
}

export type RunningWorker = { close(): Promise<void> }

/** Consumes events until closed; closing waits for the jobs in hand. */
export async function startWorker({ queue, ...rest }: WorkerOptions): Promise<RunningWorker> {
  const { name, schema, connectionString } = queue
  const connection = { connectionString, schema, migrate: true, max: 4 }
  const worker = new Worker<{ event: EventId }>(name, consume(rest), { ...settings, connection })
  worker.on('error', rest.onError)
  await worker.waitUntilReady()
  return { close: () => worker.close() }
}

/** A worker that was killed twice while it held a job must not cost the job: the default allows one stall. */
const settings = { concurrency: 4, lockDuration: 30_000, stalledInterval: 15_000, maxStalledCount: 10 }
