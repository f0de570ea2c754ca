import type { FastifyRequest } from 'fastify'
import type { ReadRequest, RequestRefusal, SentRequest } from '../../../domain/authorization-request.ts'
import { readAuthorizationRequest } from '../../../domain/authorization-request.ts'
import type { AuthorizationRequest } from '../../../domain/client.ts'
import { Problem } from './problem.ts'
import type { HttpSettings } from './services.ts'

/** What an authorization request may carry, as OpenAPI and the login page pass it on. */
export const clientParameters = {
  client_id: 'An application of CLIENTS, which gets a one-time code instead of cookies (RFC 6749 4.1)',
  redirect_uri: 'With client_id: one of its redirect_uris, to the letter',
  state: 'With client_id: given back as it is; up to 1,024 characters',
  code_challenge: 'With client_id: base64url of the SHA-256 of the code_verifier (RFC 7636)',
  code_challenge_method: 'With client_id: S256',
  response_type: 'With client_id: code',
} as const

const advice = {
  unknown_client: 'client_id must be the id of an application in CLIENTS, and be sent once.',
  redirect_uri_not_allowed: 'redirect_uri must be one of the redirect_uris of this client, to the letter.',
} as const satisfies Record<Exclude<ReadRequest['kind'], 'requested' | 'refused'>, string>

/**
 * The authorization request of a call; `null` when no client asks. Throws the problem for the person where the
 * client or its address is wrong, because then nobody is known to be told (RFC 6749 4.1.2.1).
 */
export function clientRequestOf(
  request: FastifyRequest,
  { clients }: HttpSettings,
): { readonly kind: 'requested'; readonly request: AuthorizationRequest } | RequestRefusal | null {
  const sent = request.query as SentRequest
  // Where there are no clients nobody is one, and these parameters mean as little as any other.
  if (sent.client_id === undefined || clients.length === 0) return null
  const read = readAuthorizationRequest(sent, clients)
  if (read.kind === 'requested' || read.kind === 'refused') return read
  throw new Problem(read.kind, { detail: advice[read.kind] })
}
