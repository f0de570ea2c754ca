import type { FastifyInstance } from 'fastify'
import type { Authenticate } from '../authenticate.ts'
import { requireOwnOrigin } from '../authenticate.ts'
import { refused } from '../refusals.ts'
import type { HttpServices, HttpSettings } from '../services.ts'
import { identityIdOf } from './identities.ts'

/** The buttons of the section of logins on `/account`: forms, as pages have no script. */
export function accountIdentityRoutes(
  app: FastifyInstance,
  services: HttpServices,
  { publicUrl }: HttpSettings,
  authenticate: Authenticate,
) {
  app.post('/account/identities/:id/remove', async (request, reply) => {
    requireOwnOrigin(request, publicUrl)
    const visitor = await authenticate.visitor(request)
    if (!visitor) return reply.redirect('/login', 303)
    const id = identityIdOf((request.params as { id: string }).id)
    const outcome = id
      ? await services.unlinkIdentity(visitor.user.id, id, visitor.sessionId)
      : ({ kind: 'unknown_identity' } as const)
    if (outcome.kind !== 'unlinked') throw refused(outcome)
    return reply.redirect('/account', 303)
  })
}
