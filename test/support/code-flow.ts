import { createHash, randomBytes } from 'node:crypto'
import type { Client } from './client.ts'
import { newClient } from './client.ts'
import type { Service } from './service.ts'

export const redirectUri = 'http://127.0.0.1:5173/callback'
export const appOrigin = 'http://127.0.0.1:5173'

/** One application with pages of its own, as `CLIENTS` has it. */
export const appClient = {
  id: 'app',
  redirect_uris: [redirectUri, 'com.example.app:/callback', 'http://127.0.0.1/native'],
  origins: [appOrigin],
}

/** A verifier and its challenge (RFC 7636 4). */
export function pkce() {
  const verifier = randomBytes(32).toString('base64url')
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') }
}

/** The query of an authorization request; `undefined` leaves a parameter out. */
export function authorizationQuery(challenge: string, changes: Record<string, string | undefined> = {}) {
  const sent = {
    client_id: appClient.id,
    redirect_uri: redirectUri,
    state: 'the state of the app',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    response_type: 'code',
    ...changes,
  }
  const present = Object.entries(sent).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, value]],
  )
  return `?${new URLSearchParams(present)}`
}

/** From the application's button to where the service sends the person afterwards. */
export async function authorize(
  service: Service,
  subject: string,
  { challenge = pkce().challenge, changes = {}, client = newClient(service) as Client } = {},
): Promise<{ answer: Response; location: URL; client: Client }> {
  const callback = await client.atProvider(subject, authorizationQuery(challenge, changes))
  const answer = await client.fetch(callback, { headers: { accept: 'text/html' } })
  const location = new URL(answer.headers.get('location') ?? 'about:blank', service.url)
  return { answer, location, client }
}

/** Calls the token endpoint with a form, as client libraries do. */
export function tokenCall(service: Service, form: Record<string, string>, init: RequestInit = {}) {
  return fetch(`${service.url}/auth/token`, { method: 'POST', ...init, body: new URLSearchParams(form) })
}

export const exchange = (code: string, verifier: string, changes: Record<string, string> = {}) => ({
  grant_type: 'authorization_code',
  code,
  code_verifier: verifier,
  client_id: appClient.id,
  redirect_uri: redirectUri,
  ...changes,
})
