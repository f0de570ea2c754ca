import type { FastifyReply } from 'fastify'
import type { Authorized } from '../../../application/authorize-client.ts'
import type { RequestRefusal } from '../../../domain/authorization-request.ts'
import type { AuthorizationRequest } from '../../../domain/client.ts'

/** Where an answer to a client goes: its own address, and the state that it sent. */
type Recipient = Pick<AuthorizationRequest, 'redirectUri' | 'state'>

/** RFC 6749 4.1.2.1, as far as we have something to say by it. */
type AuthorizationError =
  | RequestRefusal['error']
  | 'access_denied'
  | 'server_error'
  | 'temporarily_unavailable'

/** Sends the person back to their client with a code (RFC 6749 4.1.2), saying who sends it (RFC 9207). */
export function sendCode(reply: FastifyReply, publicUrl: URL, { code, request }: Authorized) {
  return sendTo(reply, publicUrl, request, { code })
}

/** Sends the person back without one (RFC 6749 4.1.2.1). */
export function sendAuthorizationError(
  reply: FastifyReply,
  publicUrl: URL,
  to: Recipient,
  error: AuthorizationError,
  description: string,
) {
  return sendTo(reply, publicUrl, to, { error, error_description: description })
}

function sendTo(
  reply: FastifyReply,
  publicUrl: URL,
  { redirectUri, state }: Recipient,
  members: Record<string, string>,
) {
  const sent = { ...members, ...(state !== null && { state }), iss: publicUrl.origin }
  // The address itself goes out as it is registered: what an URL parser makes of it would be another one.
  const separator = redirectUri.includes('?') ? '&' : '?'
  // 303: whatever came to us by POST must not be posted on (RFC 9700 4.12).
  return reply.redirect(`${redirectUri}${separator}${new URLSearchParams(sent)}`, 303)
}
