import type { Job } from 'bullmq'
import { createPostgresBackend, UnrecoverableError, withBackend } from 'bullmq'
import type { Outbox } from '../../../application/ports/outbox.ts'
import type { EventId, EventType } from '../../../domain/events.ts'
import type { ConsumerUseCases } from './consumers.ts'
import { consumers } from './consumers.ts'

const { Worker } = withBackend(createPostgresBackend)

export type WorkerOptions = {
  readonly queue: { readonly name: string; readonly schema: string; readonly connectionString: string }
  readonly useCases: ConsumerUseCases
  readonly outbox: Pick<Outbox, 'failed'>
  readonly onError: (error: Error) => void
  /** An event that failed too often to be tried again by itself. */
  readonly onParked: (event: {
    readonly id: EventId
    readonly type: EventType
    readonly error: string
  }) => void
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

type Consume = Pick<WorkerOptions, 'useCases' | 'outbox' | 'onError' | 'onParked'>

const consume =
  ({ useCases, outbox, onError, onParked }: Consume) =>
  async ({ name, data }: Pick<Job<{ event: EventId }>, 'name' | 'data'>): Promise<void> => {
    if (!isConsumed(name)) throw new UnrecoverableError(`nobody consumes ${name}`)
    try {
      await useCases[consumers[name]](data.event)
    } catch (cause) {
      const error = cause instanceof Error ? cause.message : 'an unknown error'
      const became = await outbox.failed(data.event, error).catch((broken: Error) => onError(broken))
      if (became === 'parked') onParked({ id: data.event, type: name, error })
      throw cause
    }
  }

type ConsumedType = { [Type in EventType]: (typeof consumers)[Type] extends null ? never : Type }[EventType]

function isConsumed(name: string): name is ConsumedType {
  return Object.hasOwn(consumers, name) && consumers[name as EventType] !== null
}
