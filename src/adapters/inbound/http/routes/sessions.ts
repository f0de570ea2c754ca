import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import type { SessionId } from '../../../../domain/ids.ts'
import type { Session } from '../../../../domain/session.ts'
import type { Authenticate } from '../authenticate.ts'
import type { Cookies } from '../cookies.ts'
import { deviceName } from '../device-name.ts'
import { languageOf } from '../negotiation.ts'
import type { Language } from '../pages/language.ts'
import { Problem } from '../problem.ts'
import type { HttpServices } from '../services.ts'
import { nothing } from './schemas.ts'

const time = (description: string) => Type.String({ format: 'date-time', description })

const sessionSchema = Type.Object({
  id: Type.String({ format: 'uuid' }),
  current: Type.Boolean({ description: 'Whether the call itself comes from this session' }),
  device: Type.String({ description: 'A plain name, in the language of Accept-Language' }),
  user_agent: Type.Union([Type.String(), Type.Null()]),
  address: Type.String({ description: 'Where it was last used from' }),
  provider: Type.String({ description: 'What the person logged in with' }),
  started_at: time('The login'),
  last_used_at: time('The login or the last refresh'),
  expires_at: time('When it ends in any case'),
})

const shared = { tags: ['sessions'], security: [{ access_token: [] }, { session_cookie: [] }] }

const schemas = {
  list: {
    summary: 'Where the user is signed in',
    ...shared,
    response: { 200: Type.Object({ sessions: Type.Array(sessionSchema) }) },
  },
  end: {
    summary: 'Sign a device out',
    ...shared,
    params: Type.Object({ id: Type.String({ description: 'Of one of the user’s own sessions' }) }),
    response: { 204: nothing('The session is over; repeating it is fine') },
  },
  endAll: {
    summary: 'Sign all other devices out, or all',
    ...shared,
    querystring: Type.Object({
      all: Type.Optional(Type.Enum(['true', 'false'], { description: 'true: this session too' })),
    }),
    response: { 204: nothing('They are over') },
  },
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** A session's id as it may stand in an address; anything else names no session. */
export function sessionIdOf(text: string): SessionId | undefined {
  return uuid.test(text) ? (text as SessionId) : undefined
}

type Door = { readonly cookies: Cookies; readonly authenticate: Authenticate }

/** `/auth/sessions`: the user's devices; sign one out, or all the others. */
export function sessionRoutes(app: FastifyInstance, services: HttpServices, { cookies, authenticate }: Door) {
  app.get('/auth/sessions', { schema: schemas.list }, async (request, reply) => {
    const { user, sessionId } = await authenticate.user(request)
    const sessions = await services.sessions.ofUser(user.id)
    const language = languageOf(request)
    reply.header('vary', 'Accept-Language, Authorization, Cookie')
    return { sessions: sessions.map((session) => sessionBody(session, sessionId, language)) }
  })

  const endOne = { schema: schemas.end, config: { problems: ['unknown_session'] as const } }
  app.delete('/auth/sessions/:id', endOne, async (request, reply) => {
    const { user, sessionId: own } = await authenticate.user(request)
    const sessionId = sessionIdOf((request.params as { id: string }).id)
    const ended = sessionId && (await services.endSession({ sessionId, userId: user.id }))
    // RS5: somebody else's session is answered like one that never was.
    if (!ended) throw new Problem('unknown_session', { detail: 'List the sessions that there are.' })
    if (sessionId === own && cookies.read(request, 'daemun_session')) cookies.clear(reply, 'daemun_session')
    return reply.code(204).send()
  })

  app.delete('/auth/sessions', { schema: schemas.endAll }, async (request, reply) => {
    const { user, sessionId } = await authenticate.user(request)
    const all = (request.query as { all?: 'true' | 'false' }).all === 'true'
    await services.endAllSessions(user.id, { except: all ? null : sessionId })
    if (all && cookies.read(request, 'daemun_session')) cookies.clear(reply, 'daemun_session')
    return reply.code(204).send()
  })
}

function sessionBody(session: Session, current: SessionId, language: Language) {
  const { userAgent } = session.device
  return {
    id: session.id,
    current: session.id === current,
    device: deviceName(language, userAgent),
    user_agent: userAgent,
    address: session.lastAddress,
    provider: session.provider,
    started_at: session.startedAt.toISOString(),
    last_used_at: session.lastUsedAt.toISOString(),
    expires_at: session.expiresAt.toISOString(),
  }
}
