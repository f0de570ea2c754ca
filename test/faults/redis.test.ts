import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { isInstalled } from '../support/needs.ts'
import type { Answer } from './people.ts'
import type { RedisServer } from './redis-server.ts'
import { startRedis } from './redis-server.ts'
import type { ApiProcess, Site } from './site.ts'
import { startSite } from './site.ts'
import type { TcpProxy } from './tcp-proxy.ts'
import { startProxy } from './tcp-proxy.ts'

describe.runIf(isInstalled('redis-server', 'redis-server'))('with its Redis', () => {
  let redis: RedisServer
  let wire: TcpProxy
  let site: Site
  let known: string

  beforeAll(async () => {
    redis = await startRedis()
    wire = await startProxy(redis.port)
    site = await startSite({ REDIS_URL: `redis://127.0.0.1:${wire.port}`, RATE_LIMIT: 'on' })
    await Promise.all([site.run({ ROLE: 'api' }), site.run({ ROLE: 'worker' })])
    known = site.newcomer()
    await site.people.becomeUser(known, 60_000)
  })
  afterAll(async () => {
    await site.close()
    await wire.close()
    await redis.stop()
  })

  /** Nobody who is known waits for a queue (invariant 5). */
  const expectKnownIsIn = async () => {
    const { status, ms } = await site.people.login(known)
    expect({ status, quick: ms < 8_000 }).toEqual({ status: 200, quick: true })
  }
  const newcomers = (count: number) =>
    Promise.all(Array.from({ length: count }, () => site.people.login(site.newcomer())))
  const expectSignups = async (required: readonly Answer[]) => {
    for (const each of required) {
      const { body } = await site.people.pendingSignup(each, 60_000)
      expect(body.status).toBe('pending')
    }
  }
  /** A relay has had something in its hands. */
  const claimed = (publications = 0, count = 1) =>
    vi.waitFor(async () => {
      const waiting = await site.postgres.query(
        `select from outbox where closed_at is null and publications >= ${publications}
         and due_at > occurred_at + interval '2 seconds'`,
      )
      expect(waiting.length).toBeGreaterThanOrEqual(count)
    }, 60_000)

  it('flushed between publication and effect, brings every signup', async () => {
    // While the inbox is locked no effect comes about, and whatever was published is lost with the flush.
    const locker = await site.postgres.connect()
    await locker.query('begin; lock table inbox in exclusive mode')
    const required = await newcomers(10)
    await claimed(1, 10)
    await redis.call('flushall')
    await locker.end()
    await expectSignups(required)
    await site.expectWhole()
  })

  it('frozen, has known people in and brings newcomers their signup once it moves', async () => {
    redis.freeze()
    const required = await newcomers(3)
    await expectKnownIsIn()
    await claimed()
    redis.thaw()
    await expectSignups(required)
    await site.expectWhole()
  })

  it('gone and back empty, likewise', async () => {
    await redis.kill()
    const required = await newcomers(3)
    await expectKnownIsIn()
    await claimed()
    await redis.start()
    await expectSignups(required)
    await site.expectWhole()
  })

  it('full, likewise', async () => {
    await redis.call('config', 'set', 'maxmemory', '1')
    const required = await newcomers(3)
    await expectKnownIsIn()
    await claimed()
    await redis.call('config', 'set', 'maxmemory', '0')
    await expectSignups(required)
    await site.expectWhole()
  })

  it('a replica for a while, likewise', async () => {
    await redis.call('replicaof', '127.0.0.1', '1')
    const required = await newcomers(3)
    await expectKnownIsIn()
    await claimed()
    await redis.call('replicaof', 'no', 'one')
    await expectSignups(required)
    await site.expectWhole()
  })

  it('that throws out every client, goes on', async () => {
    const required = newcomers(10)
    await redis.call('client', 'kill', 'type', 'normal', 'skipme', 'yes')
    await expectSignups(await required)
    await site.expectWhole()
  })

  it('behind sockets that died without a word, goes on over new ones', async () => {
    wire.silence()
    const required = await newcomers(3)
    await expectKnownIsIn()
    await expectSignups(required)
    await site.expectWhole()
  })

  it('down at the start, starts, has known people in, and stops', async () => {
    await redis.kill()
    const late: ApiProcess = await site.run({ ROLE: 'all' })
    await expectKnownIsIn()
    const required = await newcomers(1)
    await redis.start()
    await expectSignups(required)
    await redis.kill()
    expect(await stopped(late)).toEqual({ code: 0, signal: null, inTime: true })
    await redis.start()
    const next = await site.run({ ROLE: 'all' })
    redis.freeze()
    expect(await stopped(next)).toEqual({ code: 0, signal: null, inTime: true })
    redis.thaw()
  })

  it('that may evict, does not start', async () => {
    await redis.call('config', 'set', 'maxmemory-policy', 'allkeys-lru')
    const refused = await site.start()
    expect(await refused.ended).toEqual({ code: 78, signal: null })
    expect(refused.output()).toMatch(/REDIS_URL .*allkeys-lru.*noeviction/)
    await redis.call('config', 'set', 'maxmemory-policy', 'noeviction')
  })
})

async function stopped(process: ApiProcess) {
  const begun = performance.now()
  process.send('SIGTERM')
  return { ...(await process.ended), inTime: performance.now() - begun < 10_000 }
}
