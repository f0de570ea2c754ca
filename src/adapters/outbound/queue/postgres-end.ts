import type { PostgresConnectionOptions } from 'bullmq'
import { createPostgresBackend } from 'bullmq'
import type { QueueEnd } from './queue-end.ts'
import { queueName } from './queue-end.ts'
import { unhurried } from './unhurried.ts'

/** Milliseconds. BullMQ sets none, and would wait for ever on a connection that died without a word. */
const deadlines = {
  connectionTimeoutMillis: 5_000,
  statement_timeout: 4_000,
  idle_in_transaction_session_timeout: 5_000,
  keepAlive: true,
  keepAliveInitialDelayMillis: 10_000,
}

/** BullMQ keeps its own tables, apart from ours. */
const schema = 'bullmq'

/** Where events are handed over. Makes BullMQ's tables where there are none. */
export function postgresProducerEnd(connectionString: string): QueueEnd {
  // Long enough to make the tables, or to wait for another process that does.
  return endOf({ connectionString, ...deadlines, query_timeout: 10_000, max: 2, migrate: true })
}

/** Where events are taken from; the tables are there. */
export function postgresConsumerEnd(connectionString: string): QueueEnd {
  return endOf({ connectionString, ...deadlines, query_timeout: 5_000, max: 4 })
}

function endOf(pool: Exclude<PostgresConnectionOptions, string>): QueueEnd {
  return {
    name: queueName,
    backend: (name, options, ends) =>
      unhurried(createPostgresBackend(name, { ...options, connection: { ...pool, schema } }, ends)),
    // The tables were made over this very server a moment ago.
    startsWithoutServer: false,
    close: () => {},
  }
}
