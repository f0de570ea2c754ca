import { expect } from 'vitest'
import { migrateDatabase } from '../../src/adapters/outbound/postgres/migrate.ts'
import { migrateQueue } from '../../src/adapters/outbound/queue/postgres-schema.ts'
import type { Simulator } from '../../src/infrastructure/simulator/simulator.ts'
import { startSimulator } from '../../src/infrastructure/simulator/simulator.ts'
import { freePort } from '../support/free-port.ts'
import { expectInvariants, expectNoSecrets, settled } from './invariants.ts'
import type { People } from './people.ts'
import { peopleAt } from './people.ts'
import type { PostgresServer } from './postgres-server.ts'
import { startPostgres } from './postgres-server.ts'
import type { ServiceProcess } from './processes.ts'
import { startProcess } from './processes.ts'

export type ApiProcess = ServiceProcess & { readonly url: string }

/** A PostgreSQL, a provider, and as many processes of the service as a test starts. */
export type Site = {
  readonly postgres: PostgresServer
  readonly people: People
  /** Starts a process with `env` besides what all share, and does not wait for it. */
  start(env?: Record<string, string>): Promise<ApiProcess>
  /** Starts a process and waits until it is ready. People go to the one that came last, unless it is a worker. */
  run(env?: Record<string, string>): Promise<ApiProcess>
  /** People go to these processes from now on, to each in turn. */
  goTo(processes: readonly ApiProcess[]): void
  /** A number that nobody has at the provider yet. */
  newcomer(): string
  /** Waits until every event had its effect, holds the invariants, and has a known and a new person log in. */
  expectWhole(withinMs?: number): Promise<void>
  close(): Promise<void>
}

const application = { clientId: 'rest-key', clientSecret: 'rest-secret', adminKey: 'admin-key' }

/** `env` is for every process, such as REDIS_URL. */
export async function startSite(
  env: Record<string, string> = {},
  settings: Record<string, string> = {},
): Promise<Site> {
  const [postgres, simulator, port] = await Promise.all([
    startPostgres(settings),
    startProvider(),
    freePort(),
  ])
  await migrateDatabase(postgres.url)
  await migrateQueue(postgres.url)
  const shared = { ...environmentOf(postgres, simulator, `http://localhost:${port}`), ...env }
  const processes: ServiceProcess[] = []
  const known = new Set<string>()
  let doors: readonly ApiProcess[] = []
  let turn = 0
  let newest = 700_000
  const people = peopleAt(() => doors[turn++ % doors.length]?.url ?? 'nowhere:')

  const site: Site = {
    postgres,
    people,
    async start(own = {}) {
      const listening = await freePort()
      const process = startProcess({ ...shared, PORT: String(listening), ...own })
      processes.push(process)
      return { ...process, url: `http://127.0.0.1:${listening}` }
    },
    async run(own = {}) {
      const process = await site.start(own)
      await process.ready
      if (own.ROLE !== 'worker') site.goTo([process])
      return process
    },
    goTo(these) {
      doors = these
    },
    newcomer() {
      newest += 1
      return String(newest)
    },
    async expectWhole(withinMs = 60_000) {
      const [first = site.newcomer()] = known
      expect((await people.becomeUser(first, withinMs)).status).toBeLessThan(300)
      known.add(first)
      expect((await people.login(first)).body).toMatchObject({ status: 'signed_in' })
      const second = site.newcomer()
      await people.becomeUser(second, withinMs)
      await settled(postgres.query, withinMs)
      await expectInvariants(postgres.query, people.promises)
      const logged = processes.map((process) => process.output()).join('\n')
      await expectNoSecrets(postgres.query, logged, people.promises)
    },
    async close() {
      await Promise.all(processes.map((process) => process.kill()))
      await Promise.all([postgres.stop(), simulator.close()])
    },
  }
  return site
}

function startProvider(): Promise<Simulator> {
  const options = { host: '127.0.0.1', port: 0, publicUrl: 'http://localhost:3000' }
  return startSimulator({ ...options, application: { appId: '1', kakao: application } })
}

function environmentOf({ url }: PostgresServer, simulator: Simulator, publicUrl: string) {
  return {
    DATABASE_URL: url,
    DAEMUN_SECRET: 'a-secret-for-tests-alone-of-enough-bytes',
    PUBLIC_URL: publicUrl,
    SIMULATOR: 'off',
    KAKAO_CLIENT_ID: application.clientId,
    KAKAO_CLIENT_SECRET: application.clientSecret,
    KAKAO_ADMIN_KEY: application.adminKey,
    KAKAO_AUTH_URL: simulator.url,
    KAKAO_API_URL: simulator.url,
    RATE_LIMIT: 'off',
    LOG_LEVEL: 'info',
  }
}
