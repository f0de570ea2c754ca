import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { BadAnswers, BadRequests } from './bad-requests.ts'
import { openDatabase } from './database.ts'
import { environment } from './environment.ts'
import type { Memory } from './gauge.ts'
import type { Load, LoadResult } from './load.ts'
import type { Service } from './processes.ts'
import { forkHelper, forkServer, startService } from './processes.ts'
import type { Place } from './run.ts'
import { machine, print, run, sizeGiven } from './run.ts'

/**
 * The memory of an API process after many logins and after as many bad requests, each from an address of its own.
 * What may stay is what is bounded: an attempt is remembered for 10 minutes so that it is used once, 100,000 at
 * most, some 140 bytes each. Counters of limits are kept for a minute, which is waited for.
 */
const count = sizeGiven(20_000)
const knownUsers = 1_000
const concurrency = 16
const windowMs = 61_000

await run(measure)

async function measure({ directory, logFile }: Place): Promise<void> {
  const database = await openDatabase(null, join(directory, 'embedded'))
  await database.seed(knownUsers)
  const kakao = await forkServer('fake-kakao.ts')
  const limited = { RATE_LIMIT: 'on', TRUSTED_PROXIES: '127.0.0.1', LOG_LEVEL: 'warn' }
  const env = { ...environment(database.connectionString, kakao.origin), ...limited }
  const api = await startService({ ...env, ROLE: 'api' }, logFile)
  const [loader, mischief] = [forkHelper('load.ts'), forkHelper('bad-requests.ts')]
  const { origin } = api
  const known = { first: 1, distinct: knownUsers, status: 200, fromEverywhere: true } as const
  const logIn = (logins: number) => loader.ask<LoadResult>({ origin, logins, concurrency, ...known } as Load)
  const misbehave = (requests: number) =>
    mischief.ask<BadAnswers>({ origin, requests, concurrency } as BadRequests)

  await logIn(2_000)
  await misbehave(2_000)
  const rows = [await rowOf(api, 'after 2,000 logins and bad requests')]
  await logIn(count)
  await delay(windowMs)
  rows.push(await rowOf(api, `after ${count} logins more`))
  const answers = await misbehave(count)
  await delay(windowMs)
  rows.push(await rowOf(api, `after ${count} bad requests more`))
  print(`Memory of an API, MiB (${JSON.stringify(machine)})`, ['', 'RSS', 'heap after GC'], ...rows)
  print('Bad requests were answered with', ['status', 'times'], ...Object.entries(answers))
}

async function rowOf(api: Service, when: string): Promise<string[]> {
  const { rss, heap } = await api.ask<Memory>({ about: 'memory' })
  return [when, rss.toFixed(1), heap.toFixed(1)]
}
