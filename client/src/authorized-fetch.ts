import type { Held } from './session-state.ts'

type Tokens = {
  /** One that is good for a while, or `undefined` when signed out. */
  current(): Promise<Held | undefined>
  /** A newer one than that, which was refused. */
  after(refused: Held): Promise<Held | undefined>
}

/**
 * `fetch` with the access token, to the origins it was said to be for and to no other. Answered 401, the call is
 * made once more with a newer token. Without anybody signed in it goes without a token, and is answered so.
 */
export const authorizedFetch =
  (send: typeof fetch, origins: ReadonlySet<string>, tokens: Tokens): typeof fetch =>
  async (input, init) => {
    const request = new Request(input, init)
    if (!origins.has(new URL(request.url).origin))
      throw new Error(`apiOrigins does not name ${new URL(request.url).origin}: the access token stays here`)
    // A body is read once, and the second try needs it too.
    const [first, second] = [request.clone(), request]
    const held = await tokens.current()
    if (!held) return send(first)
    const answer = await send(withToken(first, held))
    if (answer.status !== 401) return answer
    const newer = await tokens.after(held)
    return newer ? send(withToken(second, newer)) : answer
  }

function withToken(request: Request, { accessToken }: Held): Request {
  request.headers.set('authorization', `Bearer ${accessToken}`)
  return request
}
