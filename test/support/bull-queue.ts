import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { startWorker } from '../../src/adapters/inbound/worker/worker.ts'
import { openEventQueue } from '../../src/adapters/outbound/queue/event-queue.ts'
import { postgresConsumerEnd, postgresProducerEnd } from '../../src/adapters/outbound/queue/postgres-end.ts'
import { redisConsumerEnd, redisProducerEnd } from '../../src/adapters/outbound/queue/redis-end.ts'
import { redisOf } from '../../src/infrastructure/config-redis.ts'
import { variables } from '../../src/infrastructure/config-variables.ts'
import type { Consumer, OpenedQueue } from '../contracts/event-queue.contract.ts'
import { idleUseCases } from './idle-use-cases.ts'

const dyingWorker = fileURLToPath(new URL('./dying-worker.ts', import.meta.url))

/** Short, so that a worker's death is noticed within a test's patience. */
const leaseMs = 1_000

/** Where a queue is, as the service would be told: DATABASE_URL or REDIS_URL. */
function endsOf(url: string) {
  if (url.startsWith('postgres'))
    return { producer: () => postgresProducerEnd(url), consumer: () => postgresConsumerEnd(url) }
  const address = redisOf(variables({ REDIS_URL: url }))
  if (!address) throw new Error(`${url} is no address of a queue`)
  const hooks = { onError: () => {}, onReady: () => {} }
  return {
    producer: () => redisProducerEnd(address, hooks),
    consumer: () => redisConsumerEnd(address, hooks.onError),
  }
}

/** A worker with `consumer` for its one use case. */
export function work(
  url: string,
  consumer: Consumer,
  onFailed: Parameters<OpenedQueue['work']>[1] = () => {},
) {
  return startWorker({
    queue: endsOf(url).consumer(),
    useCases: {
      ...idleUseCases,
      openPendingSignup: async (event) => {
        await consumer(event)
        return { kind: 'opened' }
      },
    },
    outbox: {
      failed: async (event) => {
        onFailed(event)
        return 'open'
      },
    },
    onError: () => {},
    onParked: () => {},
    leaseMs,
  })
}

/** BullMQ at `url`, as the service uses it; `flush` is how one loses everything there. */
export async function openBullQueue(url: string, flush: () => Promise<unknown>): Promise<OpenedQueue> {
  const queue = await openEventQueue(endsOf(url).producer(), () => {})
  const workers: { close(): Promise<void> }[] = []
  return {
    hand: queue.hand,
    async work(consumer, onFailed) {
      workers.push(await work(url, consumer, onFailed))
    },
    async flush() {
      await flush()
    },
    async dieWithAnEvent() {
      const dying = spawn(process.execPath, [dyingWorker, url], { stdio: ['ignore', 'pipe', 'inherit'] })
      await once(dying.stdout, 'data')
      dying.kill('SIGKILL')
      await once(dying, 'close')
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.close()))
      await queue.close()
      await flush()
    },
  }
}
