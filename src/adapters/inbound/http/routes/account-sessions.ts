import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Holder } from '../../../../application/ports/sessions.ts'
import type { Authenticate } from '../authenticate.ts'
import { requireOwnOrigin } from '../authenticate.ts'
import { Problem } from '../problem.ts'
import type { HttpServices, HttpSettings } from '../services.ts'
import { sessionIdOf } from './sessions.ts'

/** The buttons of the section of sessions on `/account`: forms, as pages have no script. */
export function accountSessionRoutes(
  app: FastifyInstance,
  services: HttpServices,
  { publicUrl }: HttpSettings,
  authenticate: Authenticate,
) {
  const visitorOf = (request: FastifyRequest): Promise<Holder | undefined> => {
    requireOwnOrigin(request, publicUrl)
    return authenticate.visitor(request)
  }
  const back = (reply: FastifyReply) => reply.redirect('/account', 303)

  app.post('/account/sessions/:id/end', async (request, reply) => {
    const visitor = await visitorOf(request)
    if (!visitor) return reply.redirect('/login', 303)
    const sessionId = sessionIdOf((request.params as { id: string }).id)
    const ended = sessionId && (await services.endSession({ sessionId, userId: visitor.user.id }))
    if (!ended) throw new Problem('unknown_session')
    return back(reply)
  })

  app.post('/account/sessions/end-others', async (request, reply) => {
    const visitor = await visitorOf(request)
    if (!visitor) return reply.redirect('/login', 303)
    await services.endAllSessions(visitor.user.id, { except: visitor.sessionId })
    return back(reply)
  })
}
