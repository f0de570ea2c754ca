import { afterAll, beforeAll, describe } from 'vitest'
import { consume } from '../../src/adapters/inbound/worker/consume.ts'
import type { Job } from '../../src/adapters/outbound/memory/event-queue.ts'
import { memoryEventQueue } from '../../src/adapters/outbound/memory/event-queue.ts'
import { migrateQueue } from '../../src/adapters/outbound/queue/postgres-schema.ts'
import type { EventId } from '../../src/domain/events.ts'
import type { RedisServer } from '../faults/redis-server.ts'
import { startRedis } from '../faults/redis-server.ts'
import { openBullQueue } from '../support/bull-queue.ts'
import { query } from '../support/embedded-postgres.ts'
import { idleUseCases } from '../support/idle-use-cases.ts'
import { isInstalled } from '../support/needs.ts'
import type { FreshDatabase } from '../support/postgres.ts'
import { freshDatabase } from '../support/postgres.ts'
import type { OpenQueue } from './event-queue.contract.ts'
import { eventQueueContract } from './event-queue.contract.ts'

describe('in memory', () => {
  const open: OpenQueue = async () => {
    const workers: ((job: Job) => Promise<void>)[] = []
    let next = 0
    const queue = memoryEventQueue(async (job) => workers[next++ % workers.length]?.(job))
    const pump = async () => {
      if (workers.length > 0) await queue.consume()
    }
    return {
      async hand(events) {
        await queue.hand(events)
        void pump()
      },
      async work(consumer, onFailed) {
        const openPendingSignup = (event: EventId) => consumer(event).then(() => ({ kind: 'opened' }))
        const failed = async (event: EventId) => {
          onFailed(event)
          return 'open' as const
        }
        const quiet = { onError: () => {}, onParked: () => {} }
        workers.push(
          consume({ useCases: { ...idleUseCases, openPendingSignup }, outbox: { failed }, ...quiet }),
        )
        void pump()
      },
      flush: async () => queue.flush(),
      close: async () => {},
    }
  }
  eventQueueContract(open, { hasWorkers: false })
})

describe('BullMQ on PostgreSQL', () => {
  let database: FreshDatabase
  beforeAll(async () => {
    database = await freshDatabase()
    await migrateQueue(database.connectionString)
  })
  afterAll(() => database.drop())
  const flush = () => query(database.connectionString, 'truncate bullmq.job cascade')
  eventQueueContract(() => openBullQueue(database.connectionString, flush))
})

describe.runIf(isInstalled('redis-server', 'redis-server'))('BullMQ on Redis', () => {
  let redis: RedisServer
  beforeAll(async () => {
    redis = await startRedis()
  })
  afterAll(() => redis.stop())
  eventQueueContract(() => openBullQueue(redis.url, () => redis.call('flushall')))
})
