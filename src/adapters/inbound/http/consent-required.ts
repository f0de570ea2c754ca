import type { FastifyReply, FastifyRequest } from 'fastify'
import type { AdmissionOutcome } from '../../../application/admit-identity.ts'
import type { Cookies } from './cookies.ts'
import { prefersPage } from './negotiation.ts'

/** Answers a login that has to wait for new terms: a browser goes on to the page, any other client gets a token. */
export function replyConsentRequired(
  request: FastifyRequest,
  reply: FastifyReply,
  { consentToken, expiresIn }: Extract<AdmissionOutcome, { kind: 'consent_required' }>,
  cookies: Cookies,
  publicUrl: URL,
) {
  if (prefersPage(request)) {
    cookies.set(reply, 'daemun_consent', consentToken, expiresIn)
    return reply.redirect('/consent', 303)
  }
  return reply.code(202).send({
    status: 'consent_required',
    consent_token: consentToken,
    expires_in: expiresIn,
    consent_url: new URL('/consent', publicUrl).href,
  })
}
