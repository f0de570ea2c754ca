import { randomBytes } from 'node:crypto'
import { Pool } from 'undici'
import { someAddress } from './addresses.ts'
import { liveWithBench } from './part.ts'

/** Requests that nobody of good manners sends, each from an address of its own and with values of its own. */
export type BadRequests = { readonly origin: string; readonly requests: number; readonly concurrency: number }

/** How often each status was answered. */
export type BadAnswers = Readonly<Record<string, number>>

type Request = {
  readonly path: string
  readonly method?: 'GET' | 'POST' | 'DELETE' | 'PATCH'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

const random = () => randomBytes(32).toString('base64url')
const json = { 'content-type': 'application/json' }
const callback = () => `/auth/kakao/callback?code=${random()}&state=${random()}`
const forged = () => `eyJhbGciOiJFUzI1NiIsInR5cCI6ImF0K2p3dCJ9.${random()}.${random()}${random()}`

const kinds: readonly (() => Request)[] = [
  () => ({ path: callback() }),
  () => ({ path: callback(), headers: { cookie: `daemun_login_${random().slice(0, 16)}=${random()}` } }),
  () => ({ path: `/auth/${random()}/login` }),
  () => ({ path: `/${random()}/${random()}` }),
  () => ({ path: `/auth/kakao/login?return_to=https://${random()}.example` }),
  () => ({ path: '/users/me', headers: { authorization: `Bearer ${forged()}` } }),
  () => ({ path: '/auth/signup', headers: { authorization: `Bearer ${random()}` } }),
  () => ({ path: '/account', headers: { cookie: `daemun_session=${random()}; daemun_session=${random()}` } }),
  () => ({ path: '/healthz', method: 'DELETE' }),
  () => ({
    path: '/auth/token',
    method: 'POST',
    headers: json,
    body: JSON.stringify({ refresh_token: randomBytes(48).toString('base64url') }),
  }),
  () => ({ path: '/auth/token', method: 'POST', headers: json, body: `{"${random()}"` }),
  () => ({ path: '/auth/token', method: 'POST', headers: { 'content-type': 'text/plain' }, body: random() }),
  () => ({ path: '/auth/signup', method: 'PATCH', headers: json, body: `"${'x'.repeat(20_000)}"` }),
]

liveWithBench()
process.on('message', async (bad: BadRequests) => {
  process.send?.(await run(bad).catch((error: Error) => ({ error: error.message })))
})

async function run({ origin, requests, concurrency }: BadRequests): Promise<BadAnswers> {
  const pool = new Pool(origin, { connections: concurrency, pipelining: 1 })
  const answers: Record<string, number> = {}
  let begun = 0
  const sender = async () => {
    while (begun < requests) {
      const { path, method = 'GET', headers, body } = (kinds[begun++ % kinds.length] as () => Request)()
      const sent = { ...headers, 'x-forwarded-for': someAddress() }
      const answer = await pool.request({ path, method, headers: sent, ...(body && { body }) })
      await answer.body.dump()
      answers[answer.statusCode] = (answers[answer.statusCode] ?? 0) + 1
    }
  }
  await Promise.all(Array.from({ length: concurrency }, sender))
  await pool.close()
  const wrong = Object.keys(answers).filter((status) => !/^4(?!29)/.test(status))
  if (wrong.length > 0) throw new Error(`bad requests were answered with ${JSON.stringify(answers)}`)
  return answers
}
