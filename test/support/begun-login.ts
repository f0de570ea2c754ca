import type { Client } from './client.ts'

/** The code that a test's Kakao is asked to redeem; it must appear nowhere afterwards. */
export const code = 'a-very-secret-authorization-code'

export type BegunLogin = {
  /** What the browser was sent to the provider with. */
  readonly asked: URLSearchParams
  readonly nonce: string
  readonly state: string
  /** The way back, with a code unless `parameters` say otherwise; `null` leaves one out. */
  comeBack(
    parameters?: Readonly<Record<string, string | null>>,
    headers?: Record<string, string>,
  ): Promise<Response>
}

/** Begins a login, without anybody going to the provider: a test plays that part itself. */
export async function beginLogin(client: Client, query = '', provider = 'kakao'): Promise<BegunLogin> {
  const begun = await client.fetch(`/auth/${provider}/login${query}`)
  const asked = new URL(begun.headers.get('location') ?? 'none:').searchParams
  const [nonce, state] = [asked.get('nonce') ?? '', asked.get('state') ?? '']
  return {
    asked,
    nonce,
    state,
    comeBack(parameters = {}, headers = {}) {
      const sent = Object.entries({ code, state, ...parameters }).filter(([, value]) => value !== null)
      const way = new URLSearchParams(sent as [string, string][])
      return client.fetch(`/auth/${provider}/callback?${way}`, { headers })
    },
  }
}
