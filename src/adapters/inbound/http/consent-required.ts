import type { FastifyReply, FastifyRequest } from 'fastify'
import type { AdmissionOutcome } from '../../../application/admit-identity.ts'
import type { Cookies } from './cookies.ts'
import { prefersPage } from './negotiation.ts'

type ConsentRequired = Extract<AdmissionOutcome, { kind: 'consent_required' }>

/** Answers a login that has to wait for new terms: a browser goes on to the page, any other client gets a token. */
export function replyConsentRequired(
  request: FastifyRequest,
  reply: FastifyReply,
  { consentToken, expiresIn }: ConsentRequired,
  cookies: Cookies,
  publicUrl: URL,
) {
  if (prefersPage(request)) {
    cookies.set(reply, 'daemun_consent', consentToken, expiresIn)
    return reply.redirect('/consent', 303)
  }
  return reply.code(202).send(consentRequiredBody({ consentToken, expiresIn }, publicUrl))
}

/** The same as JSON, whatever is preferred. */
export function consentRequiredBody(
  { consentToken, expiresIn }: Pick<ConsentRequired, 'consentToken' | 'expiresIn'>,
  publicUrl: URL,
) {
  return {
    status: 'consent_required' as const,
    consent_token: consentToken,
    expires_in: expiresIn,
    consent_url: new URL('/consent', publicUrl).href,
  }
}
