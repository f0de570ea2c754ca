import type { FastifyReply } from 'fastify'
import type { Seals } from '../../../application/ports/seals.ts'
import { sendAuthorizationError } from './authorization-response.ts'
import { Problem } from './problem.ts'

/**
 * Tells a client, at its own address, that a login it began came to nothing (RFC 6749 4.1.2.1); whatever is no
 * client's, or cannot be told who to, is thrown on to the person.
 */
export async function tellClient(
  reply: FastifyReply,
  { seals, sealedAttempt, publicUrl }: { seals: Seals; sealedAttempt: string; publicUrl: URL },
  thrown: unknown,
) {
  // Not in this browser, or over: an answer now would be one that nobody asked for (RFC 9700 4.7).
  if (thrown instanceof Problem && thrown.code === 'invalid_state') throw thrown
  const attempt = await seals.openAttempt(sealedAttempt)
  if (!attempt?.client) throw thrown
  const [error, description] = errorOf(thrown)
  return sendAuthorizationError(reply, publicUrl, attempt.client, error, description)
}

function errorOf(thrown: unknown) {
  const code = String((thrown as { code?: unknown }).code)
  if (code === 'access_denied' || code === 'user_blocked')
    return ['access_denied', 'The login was refused.'] as const
  if (code.startsWith('provider_')) return ['temporarily_unavailable', 'Try again in a moment.'] as const
  return ['server_error', 'The login could not be completed.'] as const
}
