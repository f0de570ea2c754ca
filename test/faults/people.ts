import { setTimeout as pause } from 'node:timers/promises'

/** What came back; status 0 is no answer at all, as when a process was killed meanwhile. */
export type Answer = { readonly status: number; readonly body: Record<string, unknown>; readonly ms: number }

/** What the service promised to somebody by a 2xx, to be held against the database. */
export type Promises = {
  readonly users: Set<string>
  readonly sessions: Set<string>
  readonly identities: Set<string>
  /** Everything that can be presented: it must not be found in a log, a job or a row. */
  readonly secrets: Set<string>
}

export type People = {
  /** Through the provider and back, as a person with this id there. */
  login(id: string): Promise<Answer>
  /** Asks once for the pending signup of a `signup_required` answer. */
  signup(required: Answer): Promise<Answer>
  /** Waits for the pending signup, for `withinMs` at most, and answers the last that was said. */
  pendingSignup(required: Answer, withinMs: number): Promise<Answer>
  complete(required: Answer): Promise<Answer>
  refresh(signedIn: Answer): Promise<Answer>
  /** Logs in, and signs up if need be, until it worked; throws after `withinMs`. */
  becomeUser(id: string, withinMs: number): Promise<Answer>
  readonly promises: Promises
  /** The longest that anybody waited for an answer, in milliseconds. */
  slowest(): number
}

const json = { accept: 'application/json', 'content-type': 'application/json' }

/** People with browsers who use the API at `url()`, which may move from call to call. */
export function peopleAt(url: () => string): People {
  const promises: Promises = {
    users: new Set(),
    sessions: new Set(),
    identities: new Set(),
    secrets: new Set(),
  }
  let slowest = 0
  const ask = async (address: string, init: RequestInit = {}) => {
    const begun = performance.now()
    const signal = AbortSignal.timeout(15_000)
    const response = await fetch(address, { redirect: 'manual', signal, ...init }).catch(() => undefined)
    const text = (await response?.text().catch(() => undefined)) ?? ''
    const ms = performance.now() - begun
    slowest = Math.max(slowest, ms)
    return { response, text, ms }
  }
  const call = async (path: string, init: RequestInit): Promise<Answer> => {
    const { response, text, ms } = await ask(`${url()}${path}`, init)
    const body = response && text.startsWith('{') ? (JSON.parse(text) as Answer['body']) : {}
    const whole = response && (text !== '' || response.status === 204)
    if (whole && response.status < 300) remember(promises, body)
    return { status: whole ? response.status : 0, body, ms }
  }
  const bearing = (required: Answer) => ({ ...json, authorization: `Bearer ${required.body.signup_token}` })

  const login = async (id: string) => {
    const begun = await ask(`${url()}/auth/kakao/login`)
    const location = begun.response?.headers.get('location')
    const cookie = begun.response?.headers.getSetCookie().map((each) => each.split(';', 1)[0])
    if (!location || !cookie) return { status: begun.response?.status ?? 0, body: {}, ms: begun.ms }
    const asked = await ask(`${location}&login_hint=${id}&prompt=none`)
    const back = new URL(asked.response?.headers.get('location') ?? 'none:')
    promises.secrets.add(back.searchParams.get('code') ?? 'no code')
    return call(`${back.pathname}${back.search}`, { headers: { ...json, cookie: cookie.join('; ') } })
  }
  const signup = (required: Answer) => call('/auth/signup', { headers: bearing(required) })
  const pendingSignup = async (required: Answer, withinMs: number) => {
    const until = performance.now() + withinMs
    let answer = await signup(required)
    // Ever more patient, as the limit of calls asks for.
    for (
      let ms = 20;
      answer.body.status !== 'pending' && performance.now() < until;
      ms = Math.min(2 * ms, 500)
    ) {
      await pause(ms)
      answer = await signup(required)
    }
    return answer
  }
  const complete = (required: Answer) => {
    const body = { nickname: '길동', agreed_terms: ['terms-of-service', 'privacy'] }
    return call('/auth/signup/complete', {
      method: 'POST',
      headers: bearing(required),
      body: JSON.stringify(body),
    })
  }
  const refresh = (signedIn: Answer) => {
    const body = JSON.stringify({ refresh_token: signedIn.body.refresh_token })
    return call('/auth/token', { method: 'POST', headers: json, body })
  }
  const becomeUser = async (id: string, withinMs: number) => {
    const until = performance.now() + withinMs
    let answer = await login(id)
    while (performance.now() < until) {
      if (answer.body.status === 'signed_in') return answer
      if (answer.body.status === 'signup_required') {
        await pendingSignup(answer, until - performance.now())
        const completed = await complete(answer)
        if (completed.status === 201) return completed
      }
      await pause(50)
      answer = await login(id)
    }
    throw new Error(`${id} could not sign in within ${withinMs} ms: ${JSON.stringify(answer)}`)
  }
  return {
    login,
    signup,
    pendingSignup,
    complete,
    refresh,
    becomeUser,
    promises,
    slowest: () => Math.round(slowest),
  }
}

function remember({ users, sessions, identities, secrets }: Promises, body: Answer['body']): void {
  for (const name of ['access_token', 'refresh_token', 'signup_token']) {
    if (typeof body[name] === 'string') secrets.add(body[name])
  }
  if (typeof body.signup_token === 'string') identities.add(claimsOf(body.signup_token).sub ?? '')
  if (typeof body.access_token !== 'string') return
  const { sub = '', sid = '' } = claimsOf(body.access_token)
  users.add(sub)
  sessions.add(sid)
}

function claimsOf(token: string): { sub?: string; sid?: string } {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
}
