import { createRedisBackend } from 'bullmq'
import type { QueueEnd } from './queue-end.ts'
import { queueName } from './queue-end.ts'
import type { RedisAddress } from './redis-address.ts'
import type { RedisConnection, Temper } from './redis-connection.ts'
import { connectRedis, reconnect } from './redis-connection.ts'
import { unhurried } from './unhurried.ts'

/** In braces, so that in a Cluster all keys of the queue live in one slot. */
export const keyPrefix = '{daemun}'

/** Fails within two seconds, so that the outbox keeps what Redis cannot take, and is asked again (security 4.7). */
const producer: Temper = {
  enableOfflineQueue: false,
  maxRetriesPerRequest: 1,
  commandTimeout: 2_000,
  connectTimeout: 2_000,
  // A socket that died without a word is silent also to what was given up: replace it.
  socketTimeout: 5_000,
  retryStrategy: reconnect,
}

/** Waits as long as it takes, but not on a dead socket. */
const consumer: Temper = {
  maxRetriesPerRequest: null,
  connectTimeout: 5_000,
  socketTimeout: 5_000,
  retryStrategy: reconnect,
}

/** Silent for as long as there is no job: BullMQ blocks for 10 s at most. */
const blockingConsumer: Temper = { ...consumer, socketTimeout: 13_000 }

/** Where events are handed over. `onReady` hears of every (re)connection. */
export function redisProducerEnd(
  address: RedisAddress,
  hooks: { onError: (error: Error) => void; onReady: (connection: RedisConnection) => void },
): QueueEnd {
  const connection = connectRedis(address, producer)
  connection.on('ready', () => hooks.onReady(connection))
  return endOf(connection, hooks.onError)
}

/** Where events are taken from. */
export function redisConsumerEnd(address: RedisAddress, onError: (error: Error) => void): QueueEnd {
  // BullMQ duplicates the connection for its blocking read, which needs more patience than the rest.
  const duplicate = () => connectRedis(address, blockingConsumer)
  return endOf(Object.assign(connectRedis(address, consumer), { duplicate }), onError)
}

function endOf(connection: RedisConnection, onError: (error: Error) => void): QueueEnd {
  connection.on('error', onError)
  return {
    name: queueName,
    backend(name, options, ends) {
      // The check asks for the version, and a failed question would leave BullMQ unusable for good.
      const ours = { ...options, connection, prefix: keyPrefix, skipVersionCheck: true }
      return unhurried(createRedisBackend(name, ours, ends))
    },
    startsWithoutServer: true,
    close: () => connection.disconnect(),
  }
}
