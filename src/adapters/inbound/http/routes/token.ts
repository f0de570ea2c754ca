import formbody from '@fastify/formbody'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { Authenticate } from '../authenticate.ts'
import type { Cookies } from '../cookies.ts'
import { oauthErrorSchema } from '../oauth-error.ts'
import { Problem } from '../problem.ts'
import { refused } from '../refusals.ts'
import type { HttpServices, HttpSettings } from '../services.ts'
import { signedInBody } from '../signed-in.ts'
import { nothing, signedInSchema } from './schemas.ts'
import type { GrantBody } from './token-grants.ts'
import { codeGrantSchema, refreshGrantSchema, tokenGrants } from './token-grants.ts'

const ownBody = Type.Object(
  { refresh_token: Type.Optional(Type.String({ description: 'Instead of the session cookie' })) },
  { additionalProperties: false },
)

type Body = { refresh_token?: string }

/** What client libraries send, by its `grant_type`; anything else is our own call. */
const body = Type.Union([ownBody, codeGrantSchema, refreshGrantSchema])

/** By a refresh token of the body, else by the session cookie: both may come without any body. */
const config = { flow: 'token', bodyOptional: true } as const

type Door = { readonly cookies: Cookies; readonly authenticate: Authenticate }

/** `POST /auth/token` and `POST /auth/logout`. */
export function tokenRoutes(
  app: FastifyInstance,
  services: HttpServices,
  settings: HttpSettings,
  door: Door,
) {
  app.register(async (scope) => {
    // RFC 6749 4.1.3: client libraries send forms.
    await scope.register(formbody, { bodyLimit: 16_384 })
    refreshRoute(scope, services, settings, door)
  })
  logoutRoute(app, services, door)
}

function refreshRoute(
  app: FastifyInstance,
  services: HttpServices,
  settings: HttpSettings,
  { cookies, authenticate }: Door,
) {
  const grant = tokenGrants(services, settings)
  const schema = {
    summary: 'Trade a refresh token for its successor, or a one-time code for tokens (RFC 6749)',
    consumes: ['application/json', 'application/x-www-form-urlencoded'],
    tags: ['tokens'],
    security: [{}, { session_cookie: [] }],
    body,
    response: { 200: signedInSchema, 400: oauthErrorSchema, 401: oauthErrorSchema },
  }
  const options = {
    schema,
    config: { ...config, problems: ['invalid_grant'] as const },
    attachValidation: true,
  }
  app.post('/auth/token', options, async (request, reply) => {
    if (isGrant(request)) return grant(request, reply, request.body as GrantBody)
    requireOwnBody(request)
    const sent = (request.body as Body).refresh_token
    const presented = sent ?? authenticate.sessionCookie(request)
    if (presented === undefined)
      throw new Problem('invalid_grant', { detail: 'Send refresh_token, or the session cookie.' })
    const outcome = await services.refreshSession(presented, request.ip)
    if (outcome.kind !== 'signed_in') {
      // Of two tabs that refresh at once one is refused, and must not throw away the cookie of the other.
      const isOver = sent === undefined && !(await authenticate.visitor(request))
      if (isOver) cookies.clear(reply, 'daemun_session')
      throw refused(outcome)
    }
    if (sent !== undefined) return signedInBody(outcome)
    cookies.set(reply, 'daemun_session', outcome.refreshToken, settings.sessionTtlSeconds)
    const { refresh_token: _, ...withoutRefreshToken } = signedInBody(outcome)
    return withoutRefreshToken
  })
}

/** A form is a client library's; so is JSON with a `grant_type`. */
function isGrant({ headers, body }: FastifyRequest): boolean {
  if (/^application\/x-www-form-urlencoded\b/i.test(headers['content-type'] ?? '')) return true
  return typeof body === 'object' && body !== null && 'grant_type' in body
}

/** Of a union every member's faults would be told: what is not a grant is held to our own shape alone. */
function requireOwnBody(request: FastifyRequest): void {
  const isRight = request.compileValidationSchema(ownBody, 'body')
  if (isRight(request.body)) return
  const detail = { validation: isRight.errors ?? [], validationContext: 'body' }
  throw Object.assign(new Error('the body has another shape'), detail)
}

function logoutRoute(app: FastifyInstance, services: HttpServices, { cookies, authenticate }: Door) {
  const schema = {
    summary: 'Sign this device out',
    tags: ['tokens'],
    security: [{}, { access_token: [] }, { session_cookie: [] }],
    body: ownBody,
    response: { 204: nothing('The session is over') },
  }
  app.post('/auth/logout', { schema, config }, async (request, reply) => {
    const by = await authenticate.endingSession(request, (request.body as Body).refresh_token)
    if (by) await services.endSession(by)
    if (cookies.read(request, 'daemun_session') !== undefined) cookies.clear(reply, 'daemun_session')
    return reply.code(204).send()
  })
}
