import { afterAll, beforeAll, describe } from 'vitest'
import { startWorker } from '../../src/adapters/inbound/worker/worker.ts'
import { memoryEventQueue } from '../../src/adapters/outbound/memory/event-queue.ts'
import { openEventQueue } from '../../src/adapters/outbound/queue/event-queue.ts'
import { postgresConsumerEnd, postgresProducerEnd } from '../../src/adapters/outbound/queue/postgres-end.ts'
import type { FreshDatabase } from '../support/postgres.ts'
import { freshDatabase } from '../support/postgres.ts'
import type { OpenQueue } from './event-queue.contract.ts'
import { eventQueueContract } from './event-queue.contract.ts'

const onError = (error: Error) => {
  throw error
}

describe('in memory', () => {
  const open: OpenQueue = async (consumer) => {
    const queue = memoryEventQueue(({ data }) => consumer(data.event))
    const hand: typeof queue.hand = async (events) => {
      await queue.hand(events)
      await queue.consume()
    }
    return { hand, close: async () => {} }
  }
  eventQueueContract(open)
})

describe('BullMQ on PostgreSQL', () => {
  let database: FreshDatabase
  beforeAll(async () => {
    database = await freshDatabase()
  })
  afterAll(() => database.drop())

  const open: OpenQueue = async (consumer) => {
    const { connectionString } = database
    const queue = await openEventQueue(postgresProducerEnd(connectionString), onError)
    const worker = await startWorker({
      queue: postgresConsumerEnd(connectionString),
      useCases: {
        openPendingSignup: async (event) => {
          await consumer(event)
          return { kind: 'opened' }
        },
      },
      outbox: { failed: async () => 'open' },
      onError,
      onParked: () => {},
    })
    const close = async () => {
      await worker.close()
      await queue.close()
    }
    return { hand: queue.hand, close }
  }
  eventQueueContract(open)
})
