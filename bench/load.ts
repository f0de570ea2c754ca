import { Pool } from 'undici'
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
}

/** Milliseconds; latencies are those of the callback alone. */
export type LoadResult = { readonly ms: number; readonly p50: number; readonly p99: number }

liveWithBench()
process.on('message', async (load: Load) => {
  process.send?.(await run(load).catch((error: Error) => ({ error: error.message })))
})

async function run({ origin, logins, concurrency, first, distinct, status }: Load): Promise<LoadResult> {
  const pool = new Pool(origin, { connections: concurrency, pipelining: 1 })
  const latencies: number[] = []
  let begun = 0
  const person = async () => {
    while (begun < logins) latencies.push(await login(pool, first + (begun++ % distinct), status))
  }
  const start = performance.now()
  await Promise.all(Array.from({ length: concurrency }, person))
  const ms = performance.now() - start
  await pool.close()
  return { ms, p50: quantile(latencies, 0.5), p99: quantile(latencies, 0.99) }
}

/** One login; the provider's own page is left out, because the code says all that it would know. */
async function login(pool: Pool, subject: number, expected: number): Promise<number> {
  const begin = await pool.request({ path: '/auth/kakao/login', method: 'GET', headers: client })
  await begin.body.dump()
  const location = new URL(String(begin.headers.location))
  const cookie = String([begin.headers['set-cookie']].flat()[0]).split(';', 1)[0] ?? ''
  const { state, nonce } = Object.fromEntries(location.searchParams)
  const start = performance.now()
  const path = `/auth/kakao/callback?code=${subject}.${nonce}&state=${state}`
  const callback = await pool.request({ path, method: 'GET', headers: { ...client, cookie } })
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
