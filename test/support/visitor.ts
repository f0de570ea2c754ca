import { vi } from 'vitest'

/** An answer of the service; `body` is empty where it sent none. */
export type Answer = { readonly status: number; readonly body: Record<string, string> }

/** A person at a browser, without the browser: speaks to the service at `base` and passes the simulator unseen. */
export type Visitor = {
  /** From the button through the simulator to the callback. */
  logIn(subject: string): Promise<Answer>
  /** Waits until the worker has built the pending signup, then agrees and answers. */
  signUp(signupToken: string): Promise<Answer>
  me(accessToken: string): Promise<Answer>
  refresh(refreshToken: string): Promise<Answer>
}

type Send = (url: string, init?: RequestInit) => Promise<Response>

const answers = { nickname: '길동', agreed_terms: ['terms-of-service', 'privacy'] }

/** `base` may name another address at every call: what begins at one process may end at another. */
export function visitor(base: () => string, send: Send = fetch): Visitor {
  const call = async (path: string, init: RequestInit = {}) =>
    answerOf(await send(`${base()}${path}`, { redirect: 'manual', ...init }))

  const signUp = async (signupToken: string) => {
    const authorization = `Bearer ${signupToken}`
    await vi.waitFor(
      async () => {
        const { status } = await call('/auth/signup', { headers: { authorization } })
        if (status !== 200) throw new Error(`the signup answers ${status}`)
      },
      { timeout: 20_000, interval: 20 },
    )
    return call('/auth/signup/complete', posted(answers, { authorization }))
  }

  return {
    async logIn(subject) {
      const begun = await send(`${base()}/auth/kakao/login`, { redirect: 'manual' })
      const authorize = begun.headers.get('location')
      if (!authorize) return answerOf(begun)
      await begun.arrayBuffer()
      const back = await fetch(`${authorize}&login_hint=${subject}&prompt=none`, { redirect: 'manual' })
      await back.arrayBuffer()
      const { pathname, search } = new URL(back.headers.get('location') ?? '')
      const cookie = begun.headers.getSetCookie().map((set) => set.split(';', 1)[0])
      return call(`${pathname}${search}`, { headers: { cookie: cookie.join('; ') } })
    },
    signUp,
    me: (accessToken) => call('/users/me', { headers: { authorization: `Bearer ${accessToken}` } }),
    refresh: (refreshToken) => call('/auth/token', posted({ refresh_token: refreshToken })),
  }
}

function posted(body: unknown, headers: Record<string, string> = {}): RequestInit {
  return {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  }
}

async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text()
  const isJson = /json/.test(response.headers.get('content-type') ?? '')
  return { status: response.status, body: isJson ? JSON.parse(text) : {} }
}
