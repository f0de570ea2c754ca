import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { RedisAddress } from '../../src/adapters/outbound/queue/redis-address.ts'
import { checkRedis } from '../../src/adapters/outbound/queue/redis-check.ts'
import { redisOf } from '../../src/infrastructure/config-redis.ts'
import { variables } from '../../src/infrastructure/config-variables.ts'
import { startRedis } from '../faults/redis-server.ts'
import { openBullQueue } from '../support/bull-queue.ts'
import { freePort } from '../support/free-port.ts'
import { isInstalled } from '../support/needs.ts'

async function redis(...settings: string[]) {
  const server = await startRedis(...settings)
  onTestFinished(() => server.stop())
  return server
}

/** One node that holds every slot. */
async function cluster() {
  const server = await redis('--cluster-enabled', 'yes', '--cluster-announce-ip', '127.0.0.1')
  await server.call('cluster', 'addslotsrange', '0', '16383')
  await vi.waitFor(
    async () => expect(await server.call('cluster', 'info')).toContain('cluster_state:ok'),
    10_000,
  )
  return server
}

/** A Sentinel that watches `port` under the name main. */
async function sentinel(port: number) {
  const directory = await mkdtemp(join(tmpdir(), 'daemun-sentinel-'))
  onTestFinished(() => rm(directory, { recursive: true, force: true }))
  const file = join(directory, 'sentinel.conf')
  await writeFile(file, `sentinel monitor main 127.0.0.1 ${port} 1\nsentinel resolve-hostnames no\n`)
  return redis(file, '--sentinel')
}

const check = (url: string) => checkRedis(redisOf(variables({ REDIS_URL: url })) as RedisAddress)

describe.runIf(isInstalled('redis-server', 'redis-server'))('the check of Redis', () => {
  it('takes one that keeps what it is given', async () => {
    const { url } = await redis()
    expect(await check(url)).toEqual({ kind: 'fit' })
    expect(await check(`${url}/15`)).toEqual({ kind: 'fit' })
  })

  it('refuses one that may evict, with and without CONFIG', async () => {
    const open = await redis('--maxmemory-policy', 'allkeys-lru')
    const closed = await redis('--maxmemory-policy', 'volatile-lru', '--rename-command', 'CONFIG', '')
    const why = expect.stringMatching(/may evict.*(?:allkeys|volatile)-lru.*maxmemory-policy to noeviction/)
    expect(await check(open.url)).toEqual({ kind: 'unfit', why })
    expect(await check(closed.url)).toEqual({ kind: 'unfit', why })
  })

  it('refuses a wrong password, a missing one and a user who may not use the queue', async () => {
    const { port, url, call } = await redis()
    await call('acl', 'setuser', 'reader', 'on', '>sesame', '~other', '+@all')
    await call('acl', 'setuser', 'mute', 'on', '>sesame', '~*', '+@all', '-info')
    await call('config', 'set', 'requirepass', 'sesame')
    const at = (credentials: string) => `redis://${credentials}@127.0.0.1:${port}`
    expect(await check(url)).toMatchObject({ kind: 'unfit', why: /put the password into it/ })
    expect(await check(at(':wrong'))).toMatchObject({ kind: 'unfit', why: /correct the user name and pass/ })
    expect(await check(at('reader:sesame'))).toMatchObject({ kind: 'unfit', why: /\{daemun\}:\*/ })
    expect(await check(at('mute:sesame'))).toMatchObject({ kind: 'untold', why: /noeviction/ })
    expect(await check(at(':sesame'))).toEqual({ kind: 'fit' })
  })

  it('refuses a database that is not there', async () => {
    const { url } = await redis('--databases', '4')
    expect(await check(`${url}/4`)).toMatchObject({ kind: 'unfit', why: /lower the number/ })
  })

  it('refuses one that is too old', async () => {
    // Nobody packages a Redis 6 any more: this one only says so.
    const server = createServer((socket) => {
      const info =
        '# Server\r\nredis_version:6.2.14\r\nredis_mode:standalone\r\nmaxmemory_policy:noeviction\r\n'
      socket.on('data', (chunk) => {
        const asked = chunk.toString().match(/^\*\d+/gm)?.length ?? 0
        if (/\$5\r\nhello/i.test(String(chunk)))
          return socket.write('-ERR unknown command `HELLO`\r\n'.repeat(asked))
        if (/\$4\r\ninfo/i.test(String(chunk)))
          return socket.write(`$${info.length}\r\n${info}\r\n`.repeat(asked))
        return socket.write('+OK\r\n'.repeat(asked))
      })
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    onTestFinished(() => void server.close())
    const { port } = server.address() as AddressInfo
    expect(await check(`redis://127.0.0.1:${port}`)).toMatchObject({
      kind: 'unfit',
      why: /Redis 6\.2\.14: use Redis 7/,
    })
  })

  it('waits for one that is out of reach, but not longer than three seconds', async () => {
    const nobody = await freePort()
    for (const scheme of ['redis', 'redis+cluster']) {
      expect(await check(`${scheme}://127.0.0.1:${nobody}`)).toMatchObject({ kind: 'unreachable' })
    }
    expect(await check(`redis+sentinel://127.0.0.1:${nobody}/main`)).toMatchObject({ kind: 'unreachable' })
    const frozen = await redis()
    frozen.freeze()
    const begun = performance.now()
    expect(await check(frozen.url)).toMatchObject({ kind: 'unreachable' })
    expect(performance.now() - begun).toBeLessThan(3_500)
  })

  it('tells kinds of Redis apart', async () => {
    const [one, many] = await Promise.all([redis(), cluster()])
    const watcher = await sentinel(one.port)
    const at = (scheme: string, { port }: { port: number }) => `${scheme}://127.0.0.1:${port}`
    expect(await check(at('redis+cluster', many))).toEqual({ kind: 'fit' })
    expect(await check(`${at('redis+sentinel', watcher)}/main`)).toEqual({ kind: 'fit' })
    expect(await check(at('redis+cluster', one))).toMatchObject({ kind: 'unfit', why: /no Cluster/ })
    expect(await check(`${at('redis+sentinel', one)}/main`)).toMatchObject({
      kind: 'unfit',
      why: /no Sentinels/,
    })
    expect(await check(`${at('redis+sentinel', watcher)}/other`)).toMatchObject({ why: /do not know/ })
    expect(await check(at('redis', watcher))).toMatchObject({ kind: 'unfit', why: /names a Sentinel/ })
  })

  it('has events travel through a Cluster', async () => {
    const { port, call } = await cluster()
    await expectCarried(`redis+cluster://127.0.0.1:${port}`, () => call('flushall'))
  })

  it('has events travel on after Sentinels gave the queue another master', async () => {
    const master = await redis()
    const replica = await redis('--replicaof', '127.0.0.1', String(master.port))
    const watcher = await sentinel(master.port)
    const url = `redis+sentinel://127.0.0.1:${watcher.port}/main`
    await vi.waitFor(
      async () => expect(await watcher.call('sentinel', 'replicas', 'main')).toHaveLength(1),
      20_000,
    )
    await expectCarried(url, () => master.call('flushall'))
    await vi.waitFor(() => watcher.call('sentinel', 'failover', 'main'), { timeout: 60_000, interval: 100 })
    await vi.waitFor(async () => expect(await replica.call('info')).toContain('role:master'), 60_000)
    await expectCarried(url, () => replica.call('flushall'))
  })
})

async function expectCarried(url: string, flush: () => Promise<unknown>) {
  const queue = await openBullQueue(url, flush)
  const arrived = new Set<string>()
  await queue.work(
    async (event) => void arrived.add(event),
    () => {},
  )
  const id = (n: number) => `00000000-0000-7000-8000-0000000000${n}`
  const events = Array.from(
    { length: 20 },
    (_, n) => ({ id: id(n + 10), type: 'UserFirstSeen', publication: 0 }) as const,
  )
  await vi.waitFor(() => queue.hand(events as never), { timeout: 60_000, interval: 100 })
  await vi.waitFor(() => expect(arrived.size).toBe(20), { timeout: 60_000, interval: 10 })
  await queue.close()
}
