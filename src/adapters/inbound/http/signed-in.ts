import type { FastifyReply, FastifyRequest } from 'fastify'
import type { SignedInAnswer } from '../../../application/signed-in-answer.ts'
import type { Cookies } from './cookies.ts'
import { prefersPage } from './negotiation.ts'

/** The contract's "signed in" as JSON. */
export function signedInBody({ accessToken, expiresIn, refreshToken, user }: SignedInAnswer) {
  return {
    status: 'signed_in' as const,
    token_type: 'Bearer' as const,
    access_token: accessToken,
    expires_in: expiresIn,
    refresh_token: refreshToken,
    user: { id: user.id, nickname: user.nickname },
  }
}

/**
 * Answers whoever has just signed in: a browser gets a cookie and goes on, with the refresh token in an
 * HttpOnly cookie alone; any other client gets the tokens as JSON.
 */
export function replySignedIn(
  request: FastifyRequest,
  reply: FastifyReply,
  answer: SignedInAnswer,
  { cookies, sessionTtlSeconds, returnTo, status }: SignedInOptions,
) {
  if (!prefersPage(request)) return reply.code(status).send(signedInBody(answer))
  cookies.set(reply, 'daemun_session', answer.refreshToken, sessionTtlSeconds)
  cookies.clear(reply, 'daemun_signup')
  if (cookies.read(request, 'daemun_consent') !== undefined) cookies.clear(reply, 'daemun_consent')
  return reply.redirect(locationOf(returnTo ?? '/account'), 303)
}

type SignedInOptions = {
  readonly cookies: Cookies
  readonly sessionTtlSeconds: number
  readonly returnTo: string | null
  readonly status: 200 | 201
}

/** A header takes ASCII only (RFC 9110 5.5): letters beyond it go as the percent-encoding of the same address. */
export function locationOf(address: string): string {
  return address.replace(/[^\x21-\x7e]+/gu, encodeURIComponent)
}
