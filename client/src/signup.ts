import type { Answer } from './call.ts'
import { json, problemOf } from './call.ts'
import type { Problem } from './failures.ts'
import { DaemunRefused } from './failures.ts'
import { keep } from './keep.ts'
import type { paths } from './openapi.ts'
import type { Rooms } from './rooms.ts'
import type { Held, SignedIn, User } from './session-state.ts'

type Calls = paths['/auth/signup']

/** The pending signup: what is asked, what was answered, what is left. */
export type PendingSignup = Calls['get']['responses'][200]['content']['application/json']

/** Answers by field name, and `agreed_terms`. */
export type SignupAnswers = NonNullable<Calls['patch']['requestBody']>['content']['application/json']

/** `problem.code` says why: `invalid_profile` with `errors`, `onboarding_incomplete` with `steps`, `signup_expired`. */
export type SignupRefused = { readonly kind: 'refused'; readonly problem: Partial<Problem> }

type Seen = { readonly kind: 'signup'; readonly signup: PendingSignup } | SignupRefused

type Completed = { readonly kind: 'signed_in'; readonly user: User } | SignupRefused

/** A newcomer's half-finished signup. */
export type Signup = {
  /** Waits while the service prepares it, up to 15 seconds; then the problem is `signup_preparing`. */
  read(): Promise<Seen>
  /** Keeps part of the answers. With `seen` nothing is kept if another tab changed it since: `version_conflict`. */
  keep(answers: SignupAnswers, seen?: PendingSignup): Promise<Seen>
  /** Makes a user of the newcomer and signs them in, in all tabs. What was kept need not be sent again. */
  complete(answers?: SignupAnswers): Promise<Completed>
  /** Gives up: what the provider told is erased. */
  abandon(): Promise<{ readonly kind: 'abandoned' } | SignupRefused>
}

/**
 * The signup that `token` is for, as a login answered it to a native app; without one the signup of this browser's
 * cookie, on the service's own origin.
 */
export function signupCalls(rooms: Rooms, renew: () => Promise<Held | undefined>, token?: string): Signup {
  if ((rooms.mode.kind === 'cookie') !== (token === undefined))
    throw new Error('signup() takes a signup token, except with cookies, where it takes none')
  const call = signupCall(rooms, token)
  const save: Signup['keep'] = async (answers, seen) =>
    signupIn(await call('/auth/signup', 'PATCH', answers, seen && { 'if-match': `"${seen.version}"` }))
  return {
    read: () => untilPrepared(() => call('/auth/signup', 'GET')),
    keep: save,
    async complete(answers = {}) {
      if (token !== undefined) return completeByToken(rooms, call, answers)
      if (Object.keys(answers).length > 0) {
        const kept = await save(answers)
        if (kept.kind === 'refused') return kept
      }
      return completeByCookie(rooms, call, renew)
    },
    async abandon() {
      const answer = await call('/auth/signup', 'DELETE')
      return answer.status === 204 ? { kind: 'abandoned' } : refusalIn(answer)
    },
  }
}

type SignupCall = (
  path: string,
  method: string,
  body?: object,
  headers?: Record<string, string>,
) => Promise<Answer>

function signupCall({ call, persist }: Rooms, token: string | undefined): SignupCall {
  const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` }
  return (path, method, sent, more) => {
    const { body = null, headers } = sent ? json(sent) : {}
    return persist(() =>
      call(path, {
        method,
        body,
        headers: { ...(headers as Record<string, string>), ...authorization, ...more },
      }),
    )
  }
}

async function completeByToken(rooms: Rooms, call: SignupCall, answers: SignupAnswers): Promise<Completed> {
  const askedAt = Date.now()
  const answer = await call('/auth/signup/complete', 'POST', answers)
  if (answer.status !== 201) return refusalIn(answer)
  const { user } = await rooms.exclusively(() =>
    keep(rooms, { answer: answer.body as SignedIn, askedAt, clientId: null }),
  )
  return { kind: 'signed_in', user }
}

/** Only who asks for a page gets the cookie, with a redirect that a script cannot look into and need not. */
async function completeByCookie(
  rooms: Rooms,
  call: SignupCall,
  renew: () => Promise<Held | undefined>,
): Promise<Completed> {
  const page = { method: 'POST', redirect: 'manual', ...json({}) } as const
  const asPage = { ...page, headers: { ...page.headers, accept: 'text/html' } }
  const { status } = await rooms.persist(() => rooms.call('/auth/signup/complete', asPage))
  const isRedirect = status === 0 || status === 303
  // What is wrong is said to scripts in the words of a problem, so it is asked for once more.
  if (!isRedirect) return completeByToken(rooms, call, {})
  const held = await renew()
  if (!held) throw new DaemunRefused(401, { detail: 'The cookie of the new session did not come back.' })
  return { kind: 'signed_in', user: held.user }
}

const preparingTries = 15

async function untilPrepared(ask: () => Promise<Answer>): Promise<Seen> {
  for (let tries = 1; ; tries += 1) {
    const answer = await ask()
    if (answer.status !== 202) return signupIn(answer)
    if (tries === preparingTries)
      return { kind: 'refused', problem: { code: 'signup_preparing', status: 409 } }
    const seconds = Number(answer.headers.get('retry-after') ?? 1)
    await new Promise((resolve) => setTimeout(resolve, seconds * 1_000))
  }
}

function signupIn(answer: Answer): Seen {
  if (answer.status !== 200) return refusalIn(answer)
  return { kind: 'signup', signup: answer.body as PendingSignup }
}

function refusalIn(answer: Answer): SignupRefused {
  const problem = problemOf(answer)
  if (problem.code === undefined) throw new DaemunRefused(answer.status, problem)
  return { kind: 'refused', problem }
}
