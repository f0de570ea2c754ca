import { Cluster } from 'ioredis'
import { queueName } from './queue-end.ts'
import type { RedisAddress } from './redis-address.ts'
import type { RedisConnection } from './redis-connection.ts'
import { connectRedis } from './redis-connection.ts'
import { keyPrefix } from './redis-end.ts'
import { refusalOf } from './redis-refusals.ts'

/** Whether a Redis can be trusted with the queue. `why` is for an operator and goes on from the words "REDIS_URL". */
export type RedisVerdict =
  | { readonly kind: 'fit' }
  /** It is there and will not do, until somebody changes something. */
  | { readonly kind: 'unfit'; readonly why: string }
  /** It is there and does not tell enough. */
  | { readonly kind: 'untold'; readonly why: string }
  /** Time may heal this. */
  | { readonly kind: 'unreachable'; readonly why: string }

const oldestMajor = 7
const checkMs = 3_000

/** Asks a Redis once, within three seconds. */
export async function checkRedis(address: RedisAddress): Promise<RedisVerdict> {
  const temper = {
    maxRetriesPerRequest: 0,
    connectTimeout: 2_000,
    commandTimeout: 2_000,
    socketTimeout: 2_500,
  }
  const connection = connectRedis(address, { ...temper, lazyConnect: true, retryStrategy: () => null })
  const heard: Error[] = []
  connection.on('error', (error) => heard.push(error))
  const late = setTimeout(() => connection.disconnect(), checkMs)
  try {
    await connection.connect()
    const verdict = await inspectRedis(connection)
    return heard.map(verdictOn).find(({ kind }) => kind === 'unfit') ?? verdict
  } catch (error) {
    return verdictOn(heard.at(-1) ?? (error as Error))
  } finally {
    clearTimeout(late)
    connection.disconnect()
  }
}

/** Looks at the servers behind an open connection: all masters of a Cluster. Throws when one does not answer. */
export async function inspectRedis(connection: RedisConnection): Promise<RedisVerdict> {
  const servers = connection instanceof Cluster ? connection.nodes('master') : [connection]
  const told = await Promise.all(servers.map((server) => server.info().catch(orNothing)))
  const verdicts = told.map(verdictOnServer)
  const unfit = verdicts.find(({ kind }) => kind === 'unfit')
  if (unfit) return unfit
  // Answered with MOVED by a node of a Cluster, with NOPERM to a user who may not touch our keys.
  await connection.exists(`${keyPrefix}:${queueName}:meta`)
  return verdicts.find(({ kind }) => kind === 'untold') ?? fit
}

const fit: RedisVerdict = { kind: 'fit' }

function orNothing(error: Error): string {
  if (error.message.startsWith('NOPERM') || error.message.includes('unknown command')) return ''
  throw error
}

function verdictOnServer(info: string): RedisVerdict {
  const fact = (name: string) => new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(info)?.[1]
  if (fact('redis_mode') === 'sentinel')
    return { kind: 'unfit', why: 'names a Sentinel: write redis+sentinel://host:port/<master name>' }
  const [version, policy] = [fact('redis_version'), fact('maxmemory_policy')]
  if (version !== undefined && Number.parseInt(version, 10) < oldestMajor)
    return { kind: 'unfit', why: `names a Redis ${version}: use Redis ${oldestMajor} or later, or Valkey` }
  if (policy !== undefined && policy !== 'noeviction') {
    const cure = 'Set maxmemory-policy to noeviction (CONFIG SET, redis.conf or the parameter group)'
    return { kind: 'unfit', why: `names a Redis that may evict the queue: its policy is ${policy}. ${cure}` }
  }
  if (version !== undefined && policy !== undefined) return fit
  const why =
    'names a Redis that tells neither version nor maxmemory-policy: see that they are 7 and noeviction'
  return { kind: 'untold', why }
}

function verdictOn(error: NodeJS.ErrnoException): RedisVerdict {
  const why = refusalOf(error)
  if (why) return { kind: 'unfit', why }
  // Where a host has several addresses, the error of all has a code and no message.
  const reason = error.message || error.code
  return { kind: 'unreachable', why: `names a Redis that is out of reach: ${reason}` }
}
