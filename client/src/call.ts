import type { Problem } from './failures.ts'
import { DaemunUnreachable } from './failures.ts'

/** An answer that came from the service itself: below 500, not 429, its body read. */
export type Answer = { readonly status: number; readonly headers: Headers; readonly body: unknown }

/** Calls the service at a path of its own. Throws `DaemunUnreachable` for everything that time alone heals. */
export type Call = (path: string, init?: RequestInit) => Promise<Answer>

/**
 * Milliseconds for one try. Three of them fit into the ten seconds in which the service repeats the answer to a
 * refresh that was lost on its way.
 */
const patienceMs = 3_000

export const caller =
  (send: typeof fetch, issuer: string, credentials: RequestCredentials): Call =>
  async (path, init = {}) => {
    const headers = new Headers(init.headers)
    if (!headers.has('accept')) headers.set('accept', 'application/json')
    const signal = AbortSignal.timeout(patienceMs)
    try {
      const response = await send(`${issuer}${path}`, {
        ...init,
        headers,
        credentials,
        signal,
        cache: 'no-store',
      })
      return await answerOf(response)
    } catch (cause) {
      if (cause instanceof DaemunUnreachable) throw cause
      throw new DaemunUnreachable(`${issuer} cannot be reached`, { cause })
    }
  }

/** A JSON body to send. */
export function json(body: object): RequestInit {
  return { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
}

/** The members of a problem; none where something between us and the service has answered. */
export function problemOf({ body }: Answer): Partial<Problem> & { readonly error?: string } {
  return typeof body === 'object' && body !== null ? body : {}
}

async function answerOf(response: Response): Promise<Answer> {
  const { status, headers } = response
  if (status >= 500 || status === 429) {
    await response.body?.cancel()
    throw new DaemunUnreachable(`The service answered ${status}`, retryAfter(headers))
  }
  return { status, headers, body: await bodyOf(response) }
}

async function bodyOf(response: Response): Promise<unknown> {
  const text = await response.text()
  const isJson = /^application\/(problem\+)?json\b/.test(response.headers.get('content-type') ?? '')
  if (isJson) return JSON.parse(text)
  // The login page of a hotel's network answers 200 to everything.
  if (response.status === 200) throw new DaemunUnreachable('Something else answered in place of the service')
  return undefined
}

/** RFC 9110 10.2.3; the service sends seconds. */
function retryAfter(headers: Headers): { retryAfterMs?: number } {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN)
  return Number.isFinite(seconds) ? { retryAfterMs: seconds * 1_000 } : {}
}
