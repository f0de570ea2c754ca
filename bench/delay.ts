import { join } from 'node:path'
import { openDatabase } from './database.ts'
import { environment } from './environment.ts'
import type { Delay } from './gauge.ts'
import type { Load, LoadResult } from './load.ts'
import { forkHelper, forkServer, startService } from './processes.ts'
import type { Place } from './run.ts'
import { machine, print, run, sizeGiven } from './run.ts'

/** By how much the event loop of one API process is late at an even rate of logins by known users. */
const perSecond = sizeGiven(200)
const seconds = 30
const knownUsers = 1_000

await run(measure)

async function measure({ directory, logFile }: Place): Promise<void> {
  const database = await openDatabase(null, join(directory, 'embedded'))
  await database.seed(knownUsers)
  const kakao = await forkServer('fake-kakao.ts')
  const env = environment(database.connectionString, kakao.origin)
  const api = await startService({ ...env, ROLE: 'api' }, logFile)
  const loader = forkHelper('load.ts')
  const at = (rate: number, forSeconds: number) => {
    const load: Load = {
      origin: api.origin,
      logins: rate * forSeconds,
      concurrency: 64,
      first: 1,
      distinct: knownUsers,
      status: 200,
      perSecond: rate,
    }
    return loader.ask<LoadResult>(load)
  }
  await at(perSecond, 10)
  await api.ask<Delay>({ about: 'delay' })
  const { p50, p99 } = await at(perSecond, seconds)
  const delay = await api.ask<Delay>({ about: 'delay' })
  print(
    `${perSecond} logins a second for ${seconds} s, ms (${JSON.stringify(machine)})`,
    ['', 'p50', 'p99', 'max'],
    ['delay of the event loop', ...[delay.p50, delay.p99, delay.max].map((ms) => ms.toFixed(2))],
    ['callback, seen by the client', p50.toFixed(2), p99.toFixed(2), ''],
  )
}
