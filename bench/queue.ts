import { join } from 'node:path'
import type { BenchDatabase } from './database.ts'
import { openDatabase } from './database.ts'
import { environment } from './environment.ts'
import type { Load, LoadResult } from './load.ts'
import { quantile } from './measure.ts'
import type { Helper } from './processes.ts'
import { forkHelper, forkServer, startService } from './processes.ts'
import { openRedis } from './redis.ts'
import type { Place } from './run.ts'
import { machine, print, run, sizeGiven } from './run.ts'

/**
 * How long somebody who was never seen waits for the pending signup: from the commit of the first sight, by an API,
 * to the commit of the pending signup, by a worker. PostgreSQL itself tells both times.
 */
const newcomers = sizeGiven(1_000)

/** Newcomers a second: one after the other with an idle moment between them, and as many as a good day brings. */
const rates = [10, 50, 100]

let nextNewcomer = 2_000_000_000

const lags = `
select extract(epoch from pg_xact_commit_timestamp(pending_signups.xmin)
  - pg_xact_commit_timestamp(identities.xmin))::float8 * 1000 as ms
from identities join pending_signups on pending_signups.identity_id = identities.id
where identities.subject::bigint >= $1 and identities.subject::bigint < $2`

await run(measure)

async function measure({ directory, logFile }: Place): Promise<void> {
  const kakao = await forkServer('fake-kakao.ts')
  const loader = forkHelper('load.ts')
  const redis = await openRedis(directory)
  const queues = [
    ...(redis ? [['Redis', { REDIS_URL: redis.url }] as const] : []),
    ['PostgreSQL', {}] as const,
  ]
  const rows: (string | number)[][] = []
  for (const [queue, own] of queues) {
    // A database for each: the processes of one would take up the events of the other.
    const database = await openDatabase(null, join(directory, queue), { track_commit_timestamp: 'on' })
    const env = { ...environment(database.connectionString, kakao.origin), ...own }
    const api = await startService({ ...env, ROLE: 'api' }, logFile)
    const worker = await startService({ ...env, ROLE: 'worker' }, logFile)
    await lagsAt(database, loader, api.origin, 100, 200)
    for (const rate of rates) {
      const lags = await lagsAt(database, loader, api.origin, rate, Math.min(newcomers, rate * 20))
      rows.push([`${queue}, ${rate} a second`, ...figures(lags)])
    }
    await Promise.all([api.stop(), worker.stop()])
  }
  print(
    `First seen to pending signup, ms (${JSON.stringify(machine)})`,
    ['queue', 'newcomers', 'p50', 'p90', 'p99', 'max'],
    ...rows,
  )
}

async function lagsAt(
  database: BenchDatabase,
  loader: Helper,
  origin: string,
  perSecond: number,
  logins: number,
): Promise<number[]> {
  const first = nextNewcomer
  nextNewcomer += logins
  const load: Load = { origin, logins, perSecond, concurrency: 64, first, distinct: logins, status: 202 }
  await loader.ask<LoadResult>(load)
  await database.eventsHandled()
  const rows = await database.query<{ ms: number }>(lags, [first, first + logins])
  if (rows.length !== logins) throw new Error(`${logins} newcomers, but ${rows.length} pending signups`)
  return rows.map(({ ms }) => ms)
}

function figures(lags: readonly number[]): (string | number)[] {
  const at = (share: number) => quantile(lags, share).toFixed(1)
  return [lags.length, at(0.5), at(0.9), at(0.99), at(1)]
}
