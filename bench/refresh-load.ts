import { setTimeout as delay } from 'node:timers/promises'
import { Pool } from 'undici'
import { quantile } from './measure.ts'
import { liveWithBench } from './part.ts'

/** First `sessions` people log in; then each of them refreshes in turn, `refreshes` in all. */
export type RefreshLoad = {
  readonly origin: string
  readonly sessions: number
  readonly refreshes: number
  /** How many begin in a second; without it as many as 16 people at once can do. */
  readonly perSecond?: number
}

/** Milliseconds. */
export type RefreshResult = { readonly ms: number; readonly p50: number; readonly p99: number }

const atOnce = 16
const json = { accept: 'application/json', 'content-type': 'application/json' }
/** Who is signed in and not refreshing at this moment, by their refresh tokens. */
const idle: string[] = []

liveWithBench()
process.on('message', async (load: RefreshLoad) => {
  process.send?.(await run(load).catch((error: Error) => ({ error: error.message })))
})

async function run({ origin, sessions, refreshes, perSecond }: RefreshLoad): Promise<RefreshResult> {
  const pool = new Pool(origin, { connections: 64, pipelining: 1 })
  for (let subject = idle.length + 1; subject <= sessions; subject += 1) idle.push(await logIn(pool, subject))
  const latencies: number[] = []
  const task = async () => void latencies.push(await refresh(pool))
  const start = performance.now()
  if (perSecond) await atRate(refreshes, perSecond, task)
  else await asManyAsPossible(refreshes, task)
  const ms = performance.now() - start
  await pool.close()
  return { ms, p50: quantile(latencies, 0.5), p99: quantile(latencies, 0.99) }
}

async function logIn(pool: Pool, subject: number): Promise<string> {
  const begin = await pool.request({ path: '/auth/kakao/login', method: 'GET', headers: json })
  await begin.body.dump()
  const { state, nonce } = Object.fromEntries(new URL(String(begin.headers.location)).searchParams)
  const cookie = String([begin.headers['set-cookie']].flat()[0]).split(';', 1)[0] ?? ''
  const path = `/auth/kakao/callback?code=${subject}.${nonce}&state=${state}`
  return tokenOf(await pool.request({ path, method: 'GET', headers: { ...json, cookie } }))
}

async function refresh(pool: Pool): Promise<number> {
  const presented = idle.shift()
  if (presented === undefined)
    throw new Error('more refreshes at once than sessions: the service is too slow')
  const start = performance.now()
  const body = JSON.stringify({ refresh_token: presented })
  idle.push(await tokenOf(await pool.request({ path: '/auth/token', method: 'POST', headers: json, body })))
  return performance.now() - start
}

async function tokenOf({ statusCode, body }: Awaited<ReturnType<Pool['request']>>): Promise<string> {
  const text = await body.text()
  if (statusCode !== 200) throw new Error(`answered ${statusCode}: ${text}`)
  return (JSON.parse(text) as { refresh_token: string }).refresh_token
}

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

async function asManyAsPossible(times: number, task: () => Promise<void>): Promise<void> {
  let begun = 0
  const person = async () => {
    while (begun < times) {
      begun += 1
      await task()
    }
  }
  await Promise.all(Array.from({ length: atOnce }, person))
}
