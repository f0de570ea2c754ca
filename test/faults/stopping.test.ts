import { access, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { freePort } from '../support/free-port.ts'
import { spawnScript } from '../support/processes.ts'
import type { ServiceProcess } from './processes.ts'
import type { Site } from './site.ts'
import { startSite } from './site.ts'

const inGoodOrder = { code: 0, signal: null, inTime: true }

/** How a process ended after a signal, and whether within the ten seconds that an orchestrator grants. */
async function stopped(process: ServiceProcess, signal: NodeJS.Signals = 'SIGTERM') {
  const begun = performance.now()
  process.send(signal)
  return { ...(await process.ended), inTime: performance.now() - begun < 10_000 }
}

describe('a service that is told to stop', () => {
  let site: Site
  beforeAll(async () => {
    site = await startSite()
  })
  afterAll(() => site.close())

  it.each([250, 600, 1_300])('%i ms after its start, leaves nothing half started', async (ms) => {
    const starting = await site.start()
    // The moment is what is tested: somewhere in loading, in the migration, in listening.
    await pause(ms)
    // Before it listens to signals, of which a slow machine has much, the system ends it, and nothing is started.
    expect([inGoodOrder, { ...inGoodOrder, code: null, signal: 'SIGTERM' }]).toContainEqual(
      await stopped(starting),
    )
    const open = `select from pg_stat_activity where usename = 'daemun'`
    await vi.waitFor(async () => expect(await site.postgres.query(open)).toEqual([]), 60_000)
  })

  it('as soon as it has come to its database, ends in good order', async () => {
    const starting = await site.start()
    const open = `select from pg_stat_activity where usename = 'daemun'`
    await vi.waitFor(async () => expect(await site.postgres.query(open)).not.toEqual([]), {
      timeout: 60_000,
      interval: 1,
    })
    expect(await stopped(starting)).toEqual(inGoodOrder)
  })

  it('answers every request in hand before it ends', async () => {
    const service = await site.run()
    const required = await site.people.login(site.newcomer())
    await site.people.pendingSignup(required, 60_000)
    const locker = await site.postgres.connect()
    await locker.query('begin; lock table pending_signups in access exclusive mode')
    const reading = Array.from({ length: 5 }, () => site.people.signup(required))
    const waiting = `select from pg_locks where not granted`
    await vi.waitFor(
      async () => expect((await site.postgres.query(waiting)).length).toBeGreaterThan(4),
      5_000,
    )
    const ending = stopped(service)
    await vi.waitFor(() => expect(service.output()).toContain('stopping'), 60_000)
    await locker.end()
    expect((await Promise.all(reading)).map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
    expect(await ending).toEqual(inGoodOrder)
  })

  it('ends in time while its database does not answer', async () => {
    const service = await site.run()
    site.postgres.wire.silence()
    site.postgres.wire.swallow(true)
    const login = site.people.login(site.newcomer())
    expect(await stopped(service, 'SIGINT')).toEqual(inGoodOrder)
    await login
    site.postgres.wire.swallow(false)
  })

  it('ends in time while its database is gone', async () => {
    const service = await site.run()
    await site.postgres.end('immediate')
    expect(await stopped(service)).toEqual(inGoodOrder)
    await site.postgres.start()
  })

  it('ends at once when it is told twice', async () => {
    const service = await site.run()
    site.postgres.wire.silence()
    site.postgres.wire.swallow(true)
    service.send('SIGTERM')
    await vi.waitFor(() => expect(service.output()).toContain('stopping'), 60_000)
    // Not the echo of the same Ctrl-C, which npm sends on.
    await pause(400)
    const begun = performance.now()
    service.send('SIGTERM')
    expect(await service.ended).toEqual({ code: 1, signal: null })
    expect(performance.now() - begun).toBeLessThan(1_000)
    site.postgres.wire.swallow(false)
  })

  it('ends with 1, in good order, after an error that nobody caught', async () => {
    const planted = `process.on('SIGUSR2', () => { throw new Error('planted') })`
    const service = await site.run({
      NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(planted)}`,
    })
    expect(await stopped(service, 'SIGUSR2')).toEqual({ ...inGoodOrder, code: 1 })
    expect(service.output()).toMatch(/"msg":"uncaughtException".*"msg":"stopping"/s)
  })
})

describe('a service that is told to stop while its own PostgreSQL starts', () => {
  const moments = {
    'made its directory': (directory: string) => access(join(directory, '.daemun')),
    'began to serve': (directory: string) => access(join(directory, '.daemun/postgres/postmaster.pid')),
  }

  it.each(Object.entries(moments))(
    'and %s, leaves nobody behind and starts again',
    async (_, moment) => {
      const directory = await mkdtemp(join(tmpdir(), 'daemun-stopping-'))
      onTestFinished(() => rm(directory, { recursive: true, force: true }))
      const [port, simulator] = await Promise.all([freePort(), freePort()])
      const env = { PWD: directory, PORT: String(port), SIMULATOR_PORT: String(simulator) }
      const first = spawnScript('main', { ...env, PUBLIC_URL: `http://localhost:${port}` })
      await vi.waitFor(() => moment(directory), { timeout: 60_000, interval: 1 })
      const begun = performance.now()
      first.child.kill('SIGTERM')
      expect(await first.ended).toBe(0)
      expect(performance.now() - begun).toBeLessThan(10_000)
      expect(first.output()).not.toContain('ready')
      const pidFile = join(directory, '.daemun/postgres/postmaster.pid')
      await expect(access(pidFile)).rejects.toThrow('ENOENT')

      const second = spawnScript('main', { ...env, PUBLIC_URL: `http://localhost:${port}` })
      await second.shows(/ready/)
      second.child.kill('SIGTERM')
      expect(await second.ended).toBe(0)
    },
    60_000,
  )
})

describe('a service that cannot start', () => {
  it('ends with 1 and a word on its database', async () => {
    const site = await startSite()
    await site.postgres.end('fast')
    const hopeless = await site.start()
    expect(await hopeless.ended).toEqual({ code: 1, signal: null })
    expect(hopeless.output()).toMatch(/DATABASE_URL: the database at .* cannot be used/)
    await site.close()
  })
})
