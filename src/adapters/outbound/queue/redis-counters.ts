import type { RedisAddress } from './redis-address.ts'
import type { RedisConnection } from './redis-connection.ts'
import { connectRedis, reconnect } from './redis-connection.ts'

/** A connection for counting calls: it answers within 300 ms or fails, because a login waits for it. */
export function redisCounters(address: RedisAddress, onError: (error: Error) => void): RedisConnection {
  const connection = connectRedis(address, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    commandTimeout: 300,
    connectTimeout: 2_000,
    socketTimeout: 5_000,
    retryStrategy: reconnect,
  })
  connection.on('error', onError)
  return connection
}
