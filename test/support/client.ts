import type { Service } from './service.ts'

/** A browser's way with cookies, as far as one service needs it. */
export type Client = {
  readonly cookies: Map<string, string>
  fetch(path: string, init?: RequestInit): Promise<Response>
  /** From the button to the provider and back: the callback's address with its code, not called yet. */
  atProvider(subject: string, query?: string, provider?: string): Promise<string>
  /** The callback's answer for this person, as JSON. */
  login(subject: string, provider?: string): Promise<{ status: number; body: LoginBody }>
}

export type LoginBody = {
  readonly status: 'signed_in' | 'signup_required' | number
  readonly signup_token: string
  readonly access_token: string
  readonly refresh_token: string
  readonly user: { readonly id: string; readonly nickname: string }
}

/** A client with an empty jar. */
export function newClient({ url }: Pick<Service, 'url'>): Client {
  const cookies = new Map<string, string>()
  const keep = (answer: Response) => {
    for (const cookie of answer.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';')
      const [name = '', value = ''] = pair.split(/=(.*)/s)
      if (value === '') cookies.delete(name)
      else cookies.set(name, value)
    }
    return answer
  }
  const call: Client['fetch'] = async (path, init = {}) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { ...(cookie && { cookie }), ...init.headers }
    return keep(await fetch(new URL(path, url), { redirect: 'manual', ...init, headers }))
  }
  const atProvider: Client['atProvider'] = async (subject, query = '', provider = 'kakao') => {
    const begun = await call(`/auth/${provider}/login${query}`)
    const authorize = `${begun.headers.get('location')}&login_hint=${subject}&prompt=none`
    const answered = await fetch(authorize, { redirect: 'manual' })
    return answered.headers.get('location') ?? ''
  }
  return {
    cookies,
    fetch: call,
    atProvider,
    async login(subject, provider) {
      const answer = await call(await atProvider(subject, '', provider))
      return { status: answer.status, body: (await answer.json()) as LoginBody }
    },
  }
}

/** Where a page sends its browser on to by the header Refresh. */
export const onwardOf = (answer: Response) => answer.headers.get('refresh')?.replace(/^0;url=/, '') ?? ''

const goodAnswers = { nickname: '문지기', agreed_terms: ['terms-of-service', 'privacy'] }

/** Calls with a bearer token and, where there is a body, JSON. */
export function authorized(token: string, method = 'GET', body?: unknown): RequestInit {
  const json = body === undefined ? {} : { 'content-type': 'application/json' }
  return {
    method,
    headers: { authorization: `Bearer ${token}`, ...json },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  }
}

/** Completes a signup, once the worker has built it; `answers` replace the good ones. */
export async function completeSignup(client: Client, token: string, answers: object = {}): Promise<Response> {
  const call = () =>
    client.fetch('/auth/signup/complete', authorized(token, 'POST', { ...goodAnswers, ...answers }))
  let answer = await call()
  for (let tries = 0; answer.status === 409 && tries < 500; tries += 1) {
    const { code } = (await answer.clone().json()) as { code: string }
    if (code !== 'signup_preparing') break
    await new Promise((resolve) => setTimeout(resolve, 20))
    answer = await call()
  }
  return answer
}

/** Somebody who has finished signup, with their first tokens. */
export async function signedUp(
  service: Pick<Service, 'url'>,
  subject: string,
  provider?: string,
): Promise<LoginBody> {
  const client = newClient(service)
  const { body } = await client.login(subject, provider)
  const answer = await completeSignup(client, body.signup_token, { nickname: `사람 ${subject}` })
  return (await answer.json()) as LoginBody
}
