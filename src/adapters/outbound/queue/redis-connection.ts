import { Cluster, Redis } from 'ioredis'
import type { RedisAddress } from './redis-address.ts'

export type RedisConnection = Redis | Cluster

/**
 * The behaviour of one connection; times in milliseconds. ioredis retries, and waits, for ever by default: who
 * opens a connection says how long is long enough (security 4.7).
 */
export type Temper = {
  readonly maxRetriesPerRequest: number | null
  readonly connectTimeout: number
  /** How long a socket may be silent while an answer is awaited before it counts as dead. */
  readonly socketTimeout: number
  readonly commandTimeout?: number
  readonly enableOfflineQueue?: boolean
  readonly lazyConnect?: boolean
  /** How long to wait before the next try to connect; `null` ends the tries. */
  readonly retryStrategy: (times: number) => number | null
}

/** Tries again soon, at first at once; a second is the longest that a recovered Redis waits for us. */
export const reconnect = (times: number) => Math.min(1_000, 50 * 2 ** (times - 1))

/** Opens a connection to a single Redis, through Sentinels, or to a Cluster. Errors go to its 'error' event alone. */
export function connectRedis(address: RedisAddress, temper: Temper): RedisConnection {
  const { nodes, topology, tls, username, password } = address
  const { retryStrategy, enableOfflineQueue, lazyConnect, ...each } = temper
  const secured = tls ? { tls: {} } : {}
  const common = {
    username,
    password,
    ...secured,
    ...each,
    keepAlive: 10_000,
    reconnectOnError: becameReplica,
  }
  if (topology.kind === 'cluster') {
    return new Cluster([...nodes], {
      clusterRetryStrategy: retryStrategy,
      enableOfflineQueue,
      lazyConnect,
      slotsRefreshTimeout: 2_000,
      // A certificate names hosts, not the addresses behind them.
      ...(tls && { dnsLookup: asNamed }),
      redisOptions: common,
    })
  }
  const own = { ...common, retryStrategy, enableOfflineQueue, lazyConnect, db: topology.database }
  if (topology.kind === 'single') return new Redis({ ...own, ...nodes[0] })
  return new Redis({
    ...own,
    name: topology.masterName,
    sentinels: [...nodes],
    sentinelPassword: topology.sentinelPassword,
    sentinelRetryStrategy: retryStrategy,
    sentinelCommandTimeout: 2_000,
    // A master that froze keeps its connections: only the Sentinels tell that it was replaced.
    failoverDetector: true,
    ...(tls && { enableTLSForSentinelMode: true, sentinelTLS: {} }),
  })
}

type Found = (error: null, address: string) => void
function asNamed(host: string, found: Found): void {
  found(null, host)
}

/** After a failover the old master answers on, and refuses every write: look for the new one. */
function becameReplica({ message }: Error): boolean {
  return message.startsWith('READONLY')
}
