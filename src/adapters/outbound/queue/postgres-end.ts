import type { PostgresConnectionOptions } from 'bullmq'
import { createPostgresBackend } from 'bullmq'
import { schema } from './postgres-schema.ts'
import type { QueueEnd } from './queue-end.ts'
import { queueName } from './queue-end.ts'
import { unhurried } from './unhurried.ts'

/** Milliseconds. BullMQ sets none, and would wait for ever on a connection that died without a word. */
const deadlines = {
  connectionTimeoutMillis: 5_000,
  statement_timeout: 4_000,
  query_timeout: 5_000,
  idle_in_transaction_session_timeout: 5_000,
  keepAlive: true,
  keepAliveInitialDelayMillis: 10_000,
}

/** Where events are handed over. */
export function postgresProducerEnd(connectionString: string): QueueEnd {
  return endOf({ connectionString, ...deadlines, max: 2 })
}

/** Where events are taken from. */
export function postgresConsumerEnd(connectionString: string): QueueEnd {
  return endOf({ connectionString, ...deadlines, max: 4 })
}

function endOf(pool: Exclude<PostgresConnectionOptions, string>): QueueEnd {
  return {
    name: queueName,
    backend: (name, options, ends) =>
      unhurried(createPostgresBackend(name, { ...options, connection: { ...pool, schema } }, ends)),
    // The tables were found on this very server a moment ago.
    startsWithoutServer: false,
    close: () => {},
  }
}
