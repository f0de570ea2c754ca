import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { ReturnTo } from '../../../../domain/return-to.ts'
import type { Authenticate } from '../authenticate.ts'
import type { Cookies } from '../cookies.ts'
import { attemptCookie } from '../cookies.ts'
import { prefersPage } from '../negotiation.ts'
import { providerOf, providerParams } from '../provider-parameter.ts'
import { returnToOf } from '../return-to-parameter.ts'
import type { HttpServices, HttpSettings } from '../services.ts'
import { attemptSeconds, requireFittingAttempt } from './login.ts'
import { nothing } from './schemas.ts'

const schema = {
  summary: 'Begin to add a provider to the signed-in user',
  description:
    'The same round trip as a login, bound to this session; the callback then adds the identity instead of ' +
    'signing anybody in. Call it from the browser that is to go there: it gets the cookie of the attempt.',
  tags: ['users'],
  security: [{ access_token: [] }, { session_cookie: [] }],
  params: providerParams,
  querystring: Type.Object({
    return_to: Type.Optional(Type.Unknown({ description: 'Where to go afterwards' })),
    merge: Type.Optional(
      Type.Enum(['true', 'false'], {
        description: 'true: should the identity have a user of its own, that user is merged into this one',
      }),
    ),
  }),
  response: {
    200: Type.Object({
      status: Type.Literal('link_begun'),
      location: Type.String({ description: 'Where to send the person' }),
    }),
    303: nothing('The same for a browser: to the provider'),
  },
}

const problems = [
  'return_to_not_allowed',
  'provider_unavailable',
  'provider_timeout',
  'provider_busy',
] as const

/** Begins a login that adds its identity to the holder of a session, and gives where the browser has to go for it. */
export async function beginLink(
  request: FastifyRequest,
  reply: FastifyReply,
  { services, cookies, holder, asked }: LinkOptions,
): Promise<string> {
  const provider = providerOf(services.providers, request)
  const link = { userId: holder.user.id, sessionId: holder.sessionId, merge: asked.merge }
  const begun = await services.beginLogin(provider, { returnTo: asked.returnTo, client: null }, link)
  requireFittingAttempt(request, reply, cookies, begun.attempt)
  cookies.set(reply, attemptCookie(begun.state), begun.attempt, attemptSeconds)
  return begun.location
}

type LinkOptions = {
  readonly services: HttpServices
  readonly cookies: Cookies
  readonly holder: Awaited<ReturnType<Authenticate['user']>>
  readonly asked: { readonly merge: boolean; readonly returnTo: ReturnTo | null }
}

/** `POST /auth/{provider}/link`: a login's round trip, sealed with the session that asked for it. */
export function linkRoute(
  app: FastifyInstance,
  services: HttpServices,
  settings: HttpSettings,
  { cookies, authenticate }: { readonly cookies: Cookies; readonly authenticate: Authenticate },
) {
  app.register(async (scope) => {
    // A button may be a form; its fields mean nothing here.
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, void payload.resume()))
    scope.post(
      '/auth/:provider/link',
      { schema, config: { flow: 'begin', problems } },
      async (request, reply) => {
        const merge = (request.query as { merge?: 'true' | 'false' }).merge === 'true'
        const holder = await authenticate.user(request)
        const asked = { merge, returnTo: returnToOf(request, settings) }
        const location = await beginLink(request, reply, { services, cookies, holder, asked })
        if (prefersPage(request)) return reply.redirect(location, 303)
        return { status: 'link_begun', location }
      },
    )
  })
}
