import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import type { Authenticate } from '../authenticate.ts'
import type { Cookies } from '../cookies.ts'
import { Problem } from '../problem.ts'
import { refused } from '../refusals.ts'
import type { HttpServices, HttpSettings } from '../services.ts'
import { signedInBody } from '../signed-in.ts'
import { nothing, signedInSchema } from './schemas.ts'

const body = Type.Object(
  { refresh_token: Type.Optional(Type.String({ description: 'Instead of the session cookie' })) },
  { additionalProperties: false },
)

type Body = { refresh_token?: string }

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
  refreshRoute(app, services, settings, door)
  logoutRoute(app, services, door)
}

function refreshRoute(
  app: FastifyInstance,
  services: HttpServices,
  { sessionTtlSeconds }: HttpSettings,
  { cookies, authenticate }: Door,
) {
  const schema = {
    summary: 'Trade a refresh token for its successor',
    tags: ['tokens'],
    security: [{}, { session_cookie: [] }],
    body,
    response: { 200: signedInSchema },
  }
  const options = { schema, config: { ...config, problems: ['invalid_grant'] as const } }
  app.post('/auth/token', options, async (request, reply) => {
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
    cookies.set(reply, 'daemun_session', outcome.refreshToken, sessionTtlSeconds)
    const { refresh_token: _, ...withoutRefreshToken } = signedInBody(outcome)
    return withoutRefreshToken
  })
}

function logoutRoute(app: FastifyInstance, services: HttpServices, { cookies, authenticate }: Door) {
  const schema = {
    summary: 'Sign this device out',
    tags: ['tokens'],
    security: [{}, { access_token: [] }, { session_cookie: [] }],
    body,
    response: { 204: nothing('The session is over') },
  }
  app.post('/auth/logout', { schema, config }, async (request, reply) => {
    const by = await authenticate.endingSession(request, (request.body as Body).refresh_token)
    if (by) await services.endSession(by)
    if (cookies.read(request, 'daemun_session') !== undefined) cookies.clear(reply, 'daemun_session')
    return reply.code(204).send()
  })
}
