import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import type { ProfileAnswers } from '../../../../domain/profile.ts'
import type { User } from '../../../../domain/user.ts'
import type { Authenticate } from '../authenticate.ts'
import type { Cookies } from '../cookies.ts'
import { invalidToken } from '../problem.ts'
import { refused } from '../refusals.ts'
import type { HttpServices } from '../services.ts'
import { declaredAnswers, nothing } from './schemas.ts'

const userSchema = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    nickname: Type.String(),
    email: Type.Union([Type.String(), Type.Null()]),
    email_verified: Type.Boolean(),
    created_at: Type.String({ format: 'date-time' }),
    identities: Type.Optional(
      Type.Array(Type.String(), { description: 'The providers that open this account; of a reading alone' }),
    ),
  },
  { additionalProperties: declaredAnswers },
)

const body = Type.Object({}, { additionalProperties: declaredAnswers, minProperties: 1 })

const tags = ['users']
const security = [{ access_token: [] }, { session_cookie: [] }]

/** `GET`, `PATCH`, `DELETE /users/me`: the caller, by the token's subject alone (ASVS 10.3.3). */
export function meRoutes(
  app: FastifyInstance,
  services: HttpServices,
  { cookies, authenticate }: { readonly cookies: Cookies; readonly authenticate: Authenticate },
) {
  const read = { summary: 'The signed-in user', tags, security, response: { 200: userSchema } }
  app.get('/users/me', { schema: read }, async (request) => {
    const { user } = await authenticate.user(request)
    const identities = await services.links.ofUser(user.id)
    return { ...userBody(user), identities: identities.map(({ provider }) => provider) }
  })

  const change = { summary: 'Change the profile', tags, security, body, response: { 200: userSchema } }
  app.patch('/users/me', { schema: change, config: { problems: ['invalid_profile'] } }, async (request) => {
    const { user } = await authenticate.user(request)
    const outcome = await services.changeProfile(user.id, request.body as ProfileAnswers)
    if (outcome.kind === 'no_user') throw invalidToken(true)
    if (outcome.kind !== 'changed') throw refused(outcome)
    return userBody(outcome.user)
  })

  const leave = {
    summary: 'Leave the service',
    description:
      'Every session ends at once. Everything personal is erased, at once or after the grace that the operator set; consents are kept as evidence until their day of destruction.',
    tags,
    security,
    response: { 204: nothing('Gone') },
  }
  app.delete('/users/me', { schema: leave }, async (request, reply) => {
    const { user } = await authenticate.user(request)
    await services.withdrawUser(user.id)
    if (cookies.read(request, 'daemun_session') !== undefined) cookies.clear(reply, 'daemun_session')
    return reply.code(204).send()
  })
}

function userBody({ id, nickname, email, emailVerified, createdAt, profile }: User) {
  return {
    ...profile,
    id,
    nickname,
    email,
    email_verified: emailVerified,
    created_at: createdAt.toISOString(),
  }
}
