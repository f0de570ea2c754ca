import { join } from 'node:path'
import type { BenchDatabase } from './database.ts'
import { openDatabase } from './database.ts'
import { environment } from './environment.ts'
import type { Load, LoadResult } from './load.ts'
import { cpuOf, quantile } from './measure.ts'
import type { Helper, Server } from './processes.ts'
import { forkHelper, forkServer, startService } from './processes.ts'
import type { Place } from './run.ts'
import { machine, print, run, sizeGiven } from './run.ts'

/**
 * Logins of known users a second, with one API process and with two, each under as many logins at once as it takes.
 * The load, the provider and PostgreSQL live on the same machine: where its cores are all busy, two APIs share
 * what one had, and only the CPU of a login tells what a machine of more would do.
 */
const logins = sizeGiven(4_000)
const rounds = 5
const knownUsers = 1_000
const concurrency = 16

type Sample = { readonly perSecond: number; readonly p50: number; readonly p99: number; readonly cpu: number }

await run(measure)

async function measure({ directory, logFile }: Place): Promise<void> {
  const database = await openDatabase(null, join(directory, 'embedded'))
  await database.seed(knownUsers)
  const parts = await Promise.all([1, 2].map(() => startPart(database, logFile)))
  for (const part of parts) await logIn([part], 2_000)
  const samples: Sample[][] = [[], []]
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, those] of [parts.slice(0, 1), parts].entries()) {
      samples[index]?.push(await logIn(those, logins))
    }
  }
  const rows = samples.map((each, index) => [
    `${index + 1} API ${index === 0 ? 'process' : 'processes'}`,
    ...[0, 1, 2, 3].map((column) => {
      const values = each.map(({ perSecond, p50, p99, cpu }) => [perSecond, p50, p99, cpu][column] ?? 0)
      return quantile(values, 0.5).toFixed(column === 0 ? 0 : 2)
    }),
  ])
  const title = `Logins of known users, medians of ${rounds} rounds of ${logins} (${JSON.stringify(machine)})`
  print(title, ['', 'logins/s', 'p50 ms', 'p99 ms', 'CPU ms/login'], ...rows)
}

/** A provider for each: it signs with RSA, and must not be what is measured. */
async function startPart({ connectionString }: BenchDatabase, logFile: string) {
  const kakao = await forkServer('fake-kakao.ts')
  const env = { ...environment(connectionString, kakao.origin), ROLE: 'api' }
  return { api: await startService(env, logFile), loader: forkHelper('load.ts') }
}

async function logIn(parts: readonly { api: Server; loader: Helper }[], count: number): Promise<Sample> {
  const cpu = () => parts.reduce((sum, { api }) => sum + cpuOf(api.pid), 0)
  const [before, begun] = [cpu(), performance.now()]
  const share = Math.ceil(count / parts.length)
  const results = await Promise.all(
    parts.map(({ api: { origin }, loader }) => {
      const load: Load = { origin, logins: share, concurrency, first: 1, distinct: knownUsers, status: 200 }
      return loader.ask<LoadResult>(load)
    }),
  )
  return {
    perSecond: ((share * parts.length) / (performance.now() - begun)) * 1_000,
    p50: Math.max(...results.map(({ p50 }) => p50)),
    p99: Math.max(...results.map(({ p99 }) => p99)),
    cpu: (cpu() - before) / (share * parts.length),
  }
}
