import type { AuthorizationRequest, Client, CodeChallenge, RedirectUri } from './client.ts'
import { registeredRedirect } from './client.ts'

/** What a client sent, as the query has it: `undefined` is absent, a list is a parameter sent more than once. */
export type SentRequest = Readonly<Record<string, string | readonly string[] | undefined>>

/** RFC 6749 4.1.2.1: told to the client at its own address. */
export type RequestRefusal = {
  readonly kind: 'refused'
  readonly redirectUri: RedirectUri
  readonly state: string | null
  readonly error: 'invalid_request' | 'unsupported_response_type' | 'invalid_scope'
  readonly description: string
}

export type ReadRequest =
  | { readonly kind: 'requested'; readonly request: AuthorizationRequest }
  /** Told to the person, and never redirected (RFC 6749 3.1.2.4). */
  | { readonly kind: 'unknown_client' }
  | { readonly kind: 'redirect_uri_not_allowed' }
  | RequestRefusal

/** Characters of a `state`: what is sealed into a cookie must fit into one. */
const longestState = 1_024
const challengeShape = /^[A-Za-z0-9_-]{43}$/
const single = ['response_type', 'code_challenge', 'code_challenge_method', 'scope', 'state'] as const

/** Reads an authorization request (RFC 6749 4.1.1, RFC 7636 4.3) against the clients that are configured. */
export function readAuthorizationRequest(sent: SentRequest, clients: readonly Client[]): ReadRequest {
  const client = clients.find(({ id }) => id === sent.client_id)
  if (!client) return { kind: 'unknown_client' }
  const redirectUri =
    typeof sent.redirect_uri === 'string' ? registeredRedirect(client, sent.redirect_uri) : undefined
  if (!redirectUri) return { kind: 'redirect_uri_not_allowed' }
  const state = stateOf(sent)
  const wrong = faultOf(sent)
  if (wrong) return { kind: 'refused', redirectUri, state, error: wrong[0], description: wrong[1] }
  const codeChallenge = sent.code_challenge as CodeChallenge
  return { kind: 'requested', request: { clientId: client.id, redirectUri, state, codeChallenge } }
}

/** Nothing but what can be told back: RFC 6749 A.5 has visible ASCII and spaces. */
function stateOf({ state }: SentRequest): string | null {
  return typeof state === 'string' && state.length <= longestState && /^[\x20-\x7e]+$/.test(state)
    ? state
    : null
}

function faultOf(sent: SentRequest): [RequestRefusal['error'], string] | undefined {
  const twice = single.find((name) => typeof sent[name] === 'object')
  if (twice) return ['invalid_request', `Send ${twice} once.`]
  if ((sent.response_type ?? 'code') !== 'code')
    return ['unsupported_response_type', 'Send response_type=code.']
  if (sent.state && stateOf(sent) === null)
    return ['invalid_request', `state may have ${longestState} characters of visible ASCII.`]
  // Without a method RFC 7636 4.3 means plain; taken for S256 it fails at the exchange, and never the other way.
  if ((sent.code_challenge_method ?? 'S256') !== 'S256')
    return ['invalid_request', 'code_challenge_method must be S256.']
  if (typeof sent.code_challenge !== 'string' || !challengeShape.test(sent.code_challenge))
    return ['invalid_request', 'code_challenge must be the base64url of a SHA-256, 43 characters (RFC 7636).']
  if (sent.return_to !== undefined) return ['invalid_request', 'return_to is not for clients: use state.']
  if (sent.scope) return ['invalid_scope', 'There are no scopes here: leave scope out.']
  return undefined
}
