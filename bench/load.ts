import { setTimeout as delay } from 'node:timers/promises'
import { Pool } from 'undici'
import { someAddress } from './addresses.ts'
import { quantile } from './measure.ts'
import { liveWithBench } from './part.ts'

/** Logins to be made: subjects from `first` on, `distinct` of them, each ending with `status`. */
export type Load = {
  readonly origin: string
  readonly logins: number
  readonly concurrency: number
  readonly first: number
  readonly distinct: number
  readonly status: 200 | 202
  /** How many begin in a second, whether or not others have ended; without it the next begins when one ends. */
  readonly perSecond?: number
  /** Whether each comes from an address of its own, as a trusted proxy tells it. */
  readonly fromEverywhere?: boolean
}

/** Milliseconds; latencies are those of the callback alone. */
export type LoadResult = { readonly ms: number; readonly p50: number; readonly p99: number }

liveWithBench()
process.on('message', async (load: Load) => {
  process.send?.(await run(load).catch((error: Error) => ({ error: error.message })))
})

async function run(load: Load): Promise<LoadResult> {
  const { origin, logins, concurrency, first, distinct, perSecond } = load
  const pool = new Pool(origin, { connections: concurrency, pipelining: 1 })
  const latencies: number[] = []
  let begun = 0
  const next = async () => void latencies.push(await login(pool, first + (begun++ % distinct), load))
  const person = async () => {
    while (begun < logins) await next()
  }
  const start = performance.now()
  if (perSecond) await atRate(logins, perSecond, next)
  else await Promise.all(Array.from({ length: concurrency }, person))
  const ms = performance.now() - start
  await pool.close()
  return { ms, p50: quantile(latencies, 0.5), p99: quantile(latencies, 0.99) }
}

/** Begins `times` tasks at even distances, however long each takes. */
async function atRate(times: number, perSecond: number, task: () => Promise<void>): Promise<void> {
  const start = performance.now()
  const tasks: Promise<void>[] = []
  while (tasks.length < times) {
    const due = Math.min(times, Math.floor(((performance.now() - start) / 1_000) * perSecond) + 1)
    while (tasks.length < due) tasks.push(task())
    await delay(1)
  }
  await Promise.all(tasks)
}

/** One login; the provider's own page is left out, because the code says all that it would know. */
async function login(
  pool: Pool,
  subject: number,
  { status: expected, fromEverywhere }: Load,
): Promise<number> {
  const headers = { ...client, ...(fromEverywhere && { 'x-forwarded-for': someAddress() }) }
  const begin = await pool.request({ path: '/auth/kakao/login', method: 'GET', headers })
  await begin.body.dump()
  const location = new URL(String(begin.headers.location))
  const cookie = String([begin.headers['set-cookie']].flat()[0]).split(';', 1)[0] ?? ''
  const { state, nonce } = Object.fromEntries(location.searchParams)
  const start = performance.now()
  const path = `/auth/kakao/callback?code=${subject}.${nonce}&state=${state}`
  const callback = await pool.request({ path, method: 'GET', headers: { ...headers, cookie } })
  const body = await callback.body.text()
  const ms = performance.now() - start
  if (callback.statusCode === expected) return ms
  throw new Error(`a callback answered ${callback.statusCode}, not ${expected}: ${body}`)
}

const client = {
  accept: 'application/json',
  'user-agent':
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0 Safari/537.36',
}
