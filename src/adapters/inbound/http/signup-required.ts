import type { FastifyReply, FastifyRequest } from 'fastify'
import type { AdmissionOutcome } from '../../../application/admit-identity.ts'
import type { Cookies } from './cookies.ts'
import { prefersPage } from './negotiation.ts'

type SignupRequired = Extract<AdmissionOutcome, { kind: 'signup_required' }>

/** Asks somebody new to sign up: a browser goes on to the page, any other client gets a token. */
export function replySignupRequired(
  request: FastifyRequest,
  reply: FastifyReply,
  outcome: SignupRequired,
  cookies: Cookies,
  publicUrl: URL,
) {
  if (prefersPage(request)) {
    cookies.set(reply, 'daemun_signup', outcome.signupToken, outcome.expiresIn)
    return reply.redirect('/signup', 303)
  }
  return reply.code(202).send(signupRequiredBody(outcome, publicUrl))
}

/** The same as JSON, whatever is preferred. */
export function signupRequiredBody({ signupToken, expiresIn }: SignupRequired, publicUrl: URL) {
  return {
    status: 'signup_required' as const,
    signup_token: signupToken,
    expires_in: expiresIn,
    signup_url: new URL('/signup', publicUrl).href,
  }
}
