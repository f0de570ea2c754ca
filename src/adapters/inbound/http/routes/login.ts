import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { sendAuthorizationError } from '../authorization-response.ts'
import { clientParameters, clientRequestOf } from '../client-parameters.ts'
import type { Cookies } from '../cookies.ts'
import { attemptCookie } from '../cookies.ts'
import { Problem } from '../problem.ts'
import { providerOf, providerParams } from '../provider-parameter.ts'
import { returnToOf } from '../return-to-parameter.ts'
import type { HttpServices, HttpSettings } from '../services.ts'
import { nothing } from './schemas.ts'

export const attemptSeconds = 600

/** Attempts that one browser may have under way: each is a cookie, and all must fit into one header of 16 KiB. */
const mostAttempts = 8
const largestAttempts = 8_192

/**
 * A browser drops a cookie of more than 4,096 bytes without a word (RFC 6265 6.1). The signup cookie has the
 * same `return_to` in it, and a little more beside it.
 */
const largestAttempt = 3_900

const optional = Object.fromEntries(
  Object.entries(clientParameters).map(([name, description]) => [
    name,
    Type.Optional(Type.Unknown({ description })),
  ]),
)

const schema = {
  summary: 'Send the person to a provider',
  tags: ['login'],
  params: providerParams,
  querystring: Type.Object({
    return_to: Type.Optional(Type.Unknown({ description: 'Where to go afterwards' })),
    ...optional,
  }),
  response: { 302: nothing('To the provider'), 303: nothing('To the provider, after a POST') },
}

/** Those of the provider are of one that is known by a discovery document, which must be read first. */
const problems = [
  'return_to_not_allowed',
  'unknown_client',
  'redirect_uri_not_allowed',
  'not_a_navigation',
  'provider_unavailable',
  'provider_timeout',
  'provider_busy',
] as const

/** `GET`, `POST /auth/{provider}/login`: no row, no job; the attempt is sealed into its own cookie. */
export function loginRoute(
  app: FastifyInstance,
  services: HttpServices,
  settings: HttpSettings,
  cookies: Cookies,
) {
  app.register(async (scope) => {
    // A button may be a form; its fields mean nothing here.
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, void payload.resume()))
    scope.route({
      method: ['GET', 'POST'],
      url: '/auth/:provider/login',
      schema,
      config: { flow: 'begin', problems },
      handler: async (request, reply) => {
        const provider = providerOf(services.providers, request)
        requireNavigation(request)
        const asked = clientRequestOf(request, settings)
        if (asked?.kind === 'refused')
          return sendAuthorizationError(reply, settings.publicUrl, asked, asked.error, asked.description)
        const client = asked?.request ?? null
        const returnTo = client ? null : returnToOf(request, settings)
        const begun = await services.beginLogin(provider, { returnTo, client })
        requireFittingAttempt(request, reply, cookies, begun.attempt)
        cookies.set(reply, attemptCookie(begun.state), begun.attempt, attemptSeconds)
        return reply.redirect(begun.location, request.method === 'POST' ? 303 : 302)
      },
    })
  })
}

/** A login is begun by a person on purpose, never by an image or a browser that guesses ahead (ASVS 7.6.2). */
function requireNavigation({ headers }: FastifyRequest): void {
  const guessing = /prefetch|prerender|preview/i.test(
    `${headers['sec-purpose'] ?? ''} ${headers.purpose ?? ''}`,
  )
  const destination = headers['sec-fetch-dest'] ?? 'document'
  if (!guessing && (destination === 'document' || destination === 'empty')) return
  throw new Problem('not_a_navigation', {
    detail: 'Link to this address or call it; do not embed or prefetch it.',
  })
}

/** Makes room for the cookie of one more attempt; throws where it could not be kept. */
export function requireFittingAttempt(
  request: FastifyRequest,
  reply: FastifyReply,
  cookies: Cookies,
  attempt: string,
): void {
  if (attempt.length > largestAttempt) throw tooLong()
  forgetOldest(request, reply, cookies, attempt.length)
}

function tooLong(): Problem {
  const detail = 'Give a shorter return_to: with so many letters beyond ASCII it does not fit into a cookie.'
  return new Problem('return_to_not_allowed', { detail })
}

function forgetOldest(request: FastifyRequest, reply: FastifyReply, cookies: Cookies, fresh: number): void {
  let total = fresh
  for (const [age, { name, size }] of cookies.attempts(request).toReversed().entries()) {
    total += size
    if (age >= mostAttempts - 1 || total > largestAttempts) cookies.clear(reply, name)
  }
}
