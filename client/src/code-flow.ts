import type { Attempts } from './attempts.ts'
import { problemOf } from './call.ts'
import { DaemunRefused } from './failures.ts'
import { keep } from './keep.ts'
import type { Rooms } from './rooms.ts'
import type { SignedIn, User } from './session-state.ts'
import { revoke } from './sign-out.ts'

/** Who asks for a code, and where it is to be sent. */
export type CodeFlow = {
  readonly issuer: string
  readonly clientId: string
  readonly redirectUri: string
  readonly attempts: Attempts
}

/**
 * What became of a login. `error` is the service's own (RFC 6749 4.1.2.1: `access_denied` when the person refused),
 * or ours: `invalid_state` for an answer that this tab never asked for or has had already, `invalid_issuer` for one
 * of somebody else, `invalid_grant` when the code was no good.
 */
export type LoginResult =
  | { readonly kind: 'signed_in'; readonly user: User; readonly returnTo: string }
  | { readonly kind: 'login_failed'; readonly error: string; readonly description: string }

/** The address below `path` that begins a login (RFC 6749 4.1.1, RFC 7636 4.3). */
export async function authorizationUrl(flow: CodeFlow, path: string, returnTo: string): Promise<string> {
  const [state, codeVerifier] = [random(), random()]
  flow.attempts.begin(state, { codeVerifier, returnTo, begunAt: Date.now() })
  const asked = new URLSearchParams({
    response_type: 'code',
    client_id: flow.clientId,
    redirect_uri: flow.redirectUri,
    state,
    code_challenge: await challengeOf(codeVerifier),
    code_challenge_method: 'S256',
  })
  return `${flow.issuer}${path}?${asked}`
}

/**
 * Takes a login back from the address that it ended at. State and issuer are compared before the code goes
 * anywhere (RFC 9700 4.7, RFC 9207 2.4); a state is good once. Whoever was signed in before is signed out at the
 * service: nobody here has their refresh token any more.
 */
export async function takeCode(rooms: Rooms, flow: CodeFlow, address: string): Promise<LoginResult> {
  const returned = new URL(address).searchParams
  const attempt = flow.attempts.take(returned.get('state') ?? '')
  if (!attempt) return failed('invalid_state', 'This login was not begun in this tab, or is over.')
  if (returned.get('iss') !== flow.issuer) return failed('invalid_issuer', 'Somebody else answered.')
  const code = returned.get('code')
  const error = returned.get('error')
  if (error !== null || code === null)
    return failed(error ?? 'invalid_request', returned.get('error_description') ?? 'There is no code.')
  const body = new URLSearchParams({
    grant_type: 'authorization_code',
    code,
    redirect_uri: flow.redirectUri,
    client_id: flow.clientId,
    code_verifier: attempt.codeVerifier,
  })
  return exchange(rooms, body, { clientId: flow.clientId, returnTo: attempt.returnTo })
}

async function exchange(
  rooms: Rooms,
  body: URLSearchParams,
  { clientId, returnTo }: { clientId: string; returnTo: string },
): Promise<LoginResult> {
  return rooms.exclusively(async () => {
    const askedAt = Date.now()
    // Once: a code that is used again ends the session it brought (RFC 6749 4.1.2).
    const answer = await rooms.call('/auth/token', { method: 'POST', body })
    const problem = problemOf(answer)
    if (problem.error === 'invalid_grant') return failed('invalid_grant', 'The code was used or is too old.')
    if (answer.status !== 200) throw new DaemunRefused(answer.status, problem)
    const before = await rooms.store.read()
    const { user } = await keep(rooms, { answer: answer.body as SignedIn, askedAt, clientId })
    if (before?.refreshToken) await revoke(rooms, before.refreshToken).catch(() => {})
    return { kind: 'signed_in', user, returnTo }
  })
}

function failed(error: string, description: string): LoginResult {
  return { kind: 'login_failed', error, description }
}

/** 256 random bits as 43 characters (RFC 7636 4.1). */
function random(): string {
  return base64url(crypto.getRandomValues(new Uint8Array(32)))
}

async function challengeOf(codeVerifier: string): Promise<string> {
  return base64url(
    new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(codeVerifier))),
  )
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes)).replace(/[+/=]/g, (sign) => ({ '+': '-', '/': '_' })[sign] ?? '')
}
