import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import type { LinkedIdentity } from '../../../../application/ports/links.ts'
import type { IdentityId } from '../../../../domain/identity.ts'
import type { Authenticate } from '../authenticate.ts'
import { refused } from '../refusals.ts'
import type { HttpServices } from '../services.ts'
import { nothing } from './schemas.ts'

const shared = { tags: ['users'], security: [{ access_token: [] }, { session_cookie: [] }] }

const schemas = {
  list: {
    summary: 'What the user can log in with',
    ...shared,
    response: {
      200: Type.Object({
        identities: Type.Array(
          Type.Object({
            id: Type.String({ format: 'uuid' }),
            provider: Type.String(),
            first_seen_at: Type.String({ format: 'date-time' }),
          }),
        ),
      }),
    },
  },
  remove: {
    summary: 'Take a login away from the user, but never the last',
    ...shared,
    params: Type.Object({ id: Type.String({ description: 'Of one of the user’s own identities' }) }),
    response: { 204: nothing('It opens this account no longer; shown again it is somebody new') },
  },
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** An identity's id as it may stand in an address; anything else names none. */
export function identityIdOf(text: string): IdentityId | undefined {
  return uuid.test(text) ? (text as IdentityId) : undefined
}

/** `/users/me/identities`: the providers that open this account. */
export function identityRoutes(app: FastifyInstance, services: HttpServices, authenticate: Authenticate) {
  app.get('/users/me/identities', { schema: schemas.list }, async (request) => {
    const { user } = await authenticate.user(request)
    return { identities: (await services.links.ofUser(user.id)).map(identityBody) }
  })

  const config = { problems: ['last_identity', 'unknown_identity'] as const }
  app.delete('/users/me/identities/:id', { schema: schemas.remove, config }, async (request, reply) => {
    const { user, sessionId } = await authenticate.user(request)
    const id = identityIdOf((request.params as { id: string }).id)
    const outcome = id
      ? await services.unlinkIdentity(user.id, id, sessionId)
      : ({ kind: 'unknown_identity' } as const)
    if (outcome.kind !== 'unlinked') throw refused(outcome)
    return reply.code(204).send()
  })
}

function identityBody({ id, provider, firstSeenAt }: LinkedIdentity) {
  return { id, provider, first_seen_at: firstSeenAt.toISOString() }
}
