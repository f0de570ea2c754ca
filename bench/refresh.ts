import { join } from 'node:path'
import { prepareKeys } from '../src/adapters/outbound/tokens/key-rotation.ts'
import { openSigningKeys } from '../src/adapters/outbound/tokens/keys.ts'
import { sealingKeys } from '../src/adapters/outbound/tokens/sealing-keys.ts'
import type { BenchDatabase } from './database.ts'
import { openDatabase } from './database.ts'
import { environment } from './environment.ts'
import { cpuOf, cpuOfFamily } from './measure.ts'
import type { Service } from './processes.ts'
import { forkHelper, forkServer, startService } from './processes.ts'
import type { RefreshLoad, RefreshResult } from './refresh-load.ts'
import type { Place } from './run.ts'
import { machine, print, run, sizeGiven } from './run.ts'
import { settings } from './settings.ts'
import { verificationsPerSecond } from './verifications.ts'

/** Refreshes of one round: `npm run bench:refresh -- 10000`. */
const refreshes = sizeGiven(5_000)
const sessions = 512
const rates = [100, 500]
const warmUp = 3_000

await run(measure)

/** What a refresh costs, at even distances and as fast as it goes; and a verification with keys at hand. */
async function measure({ directory, logFile }: Place): Promise<void> {
  const database = await openDatabase(settings.databaseUrl, join(directory, 'embedded'))
  await database.seed(sessions)
  const kakao = await forkServer('fake-kakao.ts')
  const env = { ...environment(database.connectionString, kakao.origin), ROLE: 'api', LOG_LEVEL: 'warn' }
  const service = await startService(env, logFile)
  const loader = forkHelper('refresh-load.ts')
  const load = (more: Partial<RefreshLoad>) =>
    loader.ask<RefreshResult>({ origin: service.origin, sessions, refreshes, ...more })

  await load({ refreshes: warmUp })
  const rows = []
  for (const perSecond of rates)
    rows.push(await row(`${perSecond} a second`, service, database, () => load({ perSecond })))
  rows.push(await row('as many as 16 at once can do', service, database, () => load({})))
  print(
    `Refreshes (${JSON.stringify({ ...machine, postgresql: database.version, refreshes })})`,
    ['', 'refreshes/s', 'CPU ms', 'PostgreSQL', 'writing tx', 'p50 ms', 'p99 ms'],
    ...rows,
  )
  print('Verifications a second, one after the other', ['algorithm', 'a second'], ...(await verifications()))
}

async function row(
  name: string,
  { pid }: Service,
  database: BenchDatabase,
  ask: () => Promise<RefreshResult>,
) {
  const before = await state(pid, database)
  const { ms, p50, p99 } = await ask()
  const after = await state(pid, database)
  const each = (of: (at: typeof before) => number) => (of(after) - of(before)) / refreshes
  return [
    name,
    ((refreshes / ms) * 1_000).toFixed(0),
    each(({ cpu }) => cpu).toFixed(2),
    database.pid ? each(({ postgres }) => postgres).toFixed(2) : '-',
    each(({ transactions }) => transactions).toFixed(2),
    p50.toFixed(1),
    p99.toFixed(1),
  ]
}

async function state(pid: number, database: BenchDatabase) {
  // Only a transaction that writes is given a number; asking for the next takes one.
  const [row] = await database.query<{ next: number }>('select pg_current_xact_id()::text::float8 as next')
  return {
    cpu: cpuOf(pid),
    postgres: database.pid ? cpuOfFamily(database.pid) : 0,
    transactions: row?.next ?? Number.NaN,
  }
}

async function verifications(): Promise<string[][]> {
  const rows = []
  for (const algorithm of ['ES256', 'EdDSA', 'RS256'] as const) {
    const kept: Awaited<ReturnType<Parameters<typeof prepareKeys>[0]['all']>>[number][] = []
    const shelf: Parameters<typeof prepareKeys>[0] = {
      all: async () => kept,
      add: async (key, signsInSeconds) => kept.push({ ...key, signsInSeconds }) > 0,
      reseal: async () => {},
      promise: async () => {},
      removeSpent: async () => [],
    }
    const seal = sealingKeys(['x'.repeat(32)], 'bench')
    const policy = { algorithm, rotationSeconds: null, leadSeconds: 0, tokenTtlSeconds: 600 }
    await prepareKeys(shelf, seal, policy)
    const perSecond = await verificationsPerSecond(await openSigningKeys(shelf, seal))
    rows.push([algorithm, perSecond.toFixed(0)])
  }
  return rows
}
