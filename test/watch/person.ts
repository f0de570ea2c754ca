import { setTimeout as pause } from 'node:timers/promises'

/** What a callback answered as JSON: tokens, a signup to finish, or a problem. */
export type Answer = {
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>
  /** The secrets that the browser held on the way. */
  readonly state: string
  readonly code: string
}

/** The way of a browser through the simulated Kakao and back. */
export async function logIn(
  url: string,
  person: string,
  change = (callback: URL) => callback,
): Promise<Answer> {
  const begun = await fetch(`${url}/auth/kakao/login`, { redirect: 'manual' })
  const cookie = begun.headers.getSetCookie().map((each) => each.split(';', 1)[0] ?? '')
  const authorize = `${begun.headers.get('location')}&login_hint=${person}&prompt=none`
  const returned = await fetch(authorize, { redirect: 'manual' })
  const callback = new URL(returned.headers.get('location') ?? '')
  const { state = '', code = '' } = Object.fromEntries(callback.searchParams)
  const answer = await fetch(change(callback), { headers: { cookie: cookie.join('; ') } })
  return { status: answer.status, body: (await answer.json()) as Answer['body'], state, code }
}

/** Finishes a signup as soon as it is prepared; answers the tokens. */
export async function signUp(url: string, { body }: Answer, nickname: string): Promise<Answer['body']> {
  const headers = { authorization: `Bearer ${body.signup_token}`, 'content-type': 'application/json' }
  await until(async () => (await fetch(`${url}/auth/signup`, { headers })).status === 200)
  const answers = JSON.stringify({ nickname, agreed_terms: ['terms-of-service', 'privacy'] })
  const completed = await fetch(`${url}/auth/signup/complete`, { method: 'POST', headers, body: answers })
  if (completed.status !== 201) throw new Error(`the signup was answered ${completed.status}`)
  return (await completed.json()) as Answer['body']
}

/** Looks again until it is so; the test's own deadline ends a wait in vain. */
export async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await pause(20)
}
