import type { Logger } from 'pino'
import { postgresConsumerEnd, postgresProducerEnd } from '../adapters/outbound/queue/postgres-end.ts'
import type { QueueEnd } from '../adapters/outbound/queue/queue-end.ts'
import type { RedisAddress } from '../adapters/outbound/queue/redis-address.ts'
import { checkRedis, inspectRedis } from '../adapters/outbound/queue/redis-check.ts'
import { redisConsumerEnd, redisProducerEnd } from '../adapters/outbound/queue/redis-end.ts'
import { ConfigurationError } from './config.ts'

/**
 * Refuses a Redis that cannot be trusted with the queue. One that is out of reach is waited for while everything
 * else runs: nobody who is known needs it.
 */
export async function requireGoodRedis(address: RedisAddress, log: Logger): Promise<void> {
  const verdict = await checkRedis(address)
  if (verdict.kind === 'unfit') throw new ConfigurationError([`REDIS_URL ${verdict.why}.`])
  if (verdict.kind === 'unreachable') log.warn(`REDIS_URL ${verdict.why}. Events wait until it is back.`)
  if (verdict.kind === 'untold') log.warn(`REDIS_URL ${verdict.why}.`)
}

type Failed = (part: string) => (error: unknown) => void

/** Both ends of the queue: on Redis where there is one, else on PostgreSQL. */
export function queueEnds(
  redis: RedisAddress | null,
  connectionString: string,
  { log, failed }: { log: Logger; failed: Failed },
): { producer: () => QueueEnd; consumer: () => QueueEnd } {
  if (!redis) {
    return {
      producer: () => postgresProducerEnd(connectionString),
      consumer: () => postgresConsumerEnd(connectionString),
    }
  }
  const onReady = async (connection: Parameters<typeof inspectRedis>[0]) => {
    const verdict = await inspectRedis(connection)
    if (verdict.kind === 'unfit') log.error(`REDIS_URL ${verdict.why}.`)
  }
  return {
    producer: () =>
      redisProducerEnd(redis, {
        onError: failed('queue'),
        onReady: (connection) => void onReady(connection).catch(failed('queue')),
      }),
    consumer: () => redisConsumerEnd(redis, failed('worker')),
  }
}
