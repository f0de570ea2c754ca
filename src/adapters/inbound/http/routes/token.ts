import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import type { Authenticate } from '../authenticate.ts'
import type { Cookies } from '../cookies.ts'
import { Problem } from '../problem.ts'
import { refused } from '../refusals.ts'
import type { HttpServices, HttpSettings } from '../services.ts'
import { signedInBody } from '../signed-in.ts'
import { signedInSchema } from './schemas.ts'

const body = Type.Object(
  { refresh_token: Type.Optional(Type.String({ description: 'Instead of the session cookie' })) },
  { additionalProperties: false },
)

type Body = { refresh_token?: string }

/** `POST /auth/token` and `POST /auth/logout`: by a refresh token of the body, else by the session cookie. */
export function tokenRoutes(
  app: FastifyInstance,
  services: HttpServices,
  { sessionTtlSeconds }: HttpSettings,
  { cookies, authenticate }: { cookies: Cookies; authenticate: Authenticate },
) {
  app.register(async (scope) => {
    // Both calls may come without any body; what is there must have the shape.
    scope.addHook('preValidation', async (request) => {
      request.body ??= {}
    })

    const refresh = {
      summary: 'Trade a refresh token for its successor',
      tags: ['tokens'],
      body,
      response: { 200: signedInSchema },
    }
    scope.post('/auth/token', { schema: refresh, config: { flow: 'token' } }, async (request, reply) => {
      const sent = (request.body as Body).refresh_token
      const presented = sent ?? authenticate.sessionCookie(request)
      if (presented === undefined)
        throw new Problem('invalid_grant', { detail: 'Send refresh_token, or the session cookie.' })
      const outcome = await services.refreshSession(presented)
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

    const logout = {
      summary: 'Sign this device out',
      tags: ['tokens'],
      security: [{ access_token: [] }, { session_cookie: [] }],
      body,
    }
    scope.post('/auth/logout', { schema: logout, config: { flow: 'token' } }, async (request, reply) => {
      const by = await authenticate.endingSession(request, (request.body as Body).refresh_token)
      if (by) await services.endSession(by)
      if (cookies.read(request, 'daemun_session') !== undefined) cookies.clear(reply, 'daemun_session')
      return reply.code(204).send()
    })
  })
}
