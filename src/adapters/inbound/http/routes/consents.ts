import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Static } from 'typebox'
import { Type } from 'typebox'
import type { UserId } from '../../../../domain/user.ts'
import type { Authenticate } from '../authenticate.ts'
import { consentsBody, entryBody } from '../consents-view.ts'
import { deviceOf, languageOf } from '../negotiation.ts'
import { invalidToken } from '../problem.ts'
import { refused } from '../refusals.ts'
import type { HttpServices, HttpSettings } from '../services.ts'
import { termsSchema } from './schemas.ts'

const tags = ['consents']
const security = [{ access_token: [] }, { session_cookie: [] }]

const maybe = Type.Union([Type.String(), Type.Null()])
const consents = Type.Object({
  consents: Type.Array(
    Type.Object({
      ...termsSchema,
      channels: Type.Array(Type.String({ description: 'email, sms, kakaotalk, push or night' })),
      agreed_version: maybe,
      changed_at: maybe,
    }),
  ),
})
const ids = (description: string) => Type.Optional(Type.Array(Type.String(), { maxItems: 100, description }))
const changes = Type.Object(
  { agreed_terms: ids('Ids of terms agreed to'), withdrawn_terms: ids('Ids of terms agreed to no longer') },
  { additionalProperties: false, minProperties: 1 },
)
const proof = Type.Object({
  user: Type.String({ format: 'uuid' }),
  made_at: Type.String({ format: 'date-time' }),
  entries: Type.Array(
    Type.Object({
      terms: Type.Object({
        id: Type.String(),
        version: Type.String(),
        hash: Type.String({ description: 'SHA-256 of the wording in every language, hex' }),
        channels: Type.Array(Type.String()),
      }),
      action: Type.String({ description: 'given or withdrawn' }),
      at: Type.String({ format: 'date-time' }),
      source: Type.String({ description: 'signup, login, account or kakao_sync' }),
      locale: maybe,
      address: maybe,
      user_agent: maybe,
    }),
  ),
})

/** `/users/me/consents`: what the caller agreed to, its change, and the proof of it. */
export function consentsRoutes(
  app: FastifyInstance,
  services: HttpServices,
  { publicUrl }: HttpSettings,
  authenticate: Authenticate,
) {
  const show = async (request: FastifyRequest, user: UserId) => {
    const standings = await services.readConsents(user)
    return { consents: consentsBody(standings, services.terms, languageOf(request), publicUrl) }
  }

  const read = { summary: 'What the user agreed to', tags, security, response: { 200: consents } }
  app.get('/users/me/consents', { schema: read }, async (request) =>
    show(request, (await authenticate.user(request)).user.id),
  )

  const change = {
    summary: 'Give or withdraw consents',
    tags,
    security,
    body: changes,
    response: { 200: consents },
  }
  const config = { problems: ['invalid_consents'] } as const
  app.patch('/users/me/consents', { schema: change, config }, async (request) => {
    const { user } = await authenticate.user(request)
    const { agreed_terms: agreed = [], withdrawn_terms: withdrawn = [] } = request.body as Static<
      typeof changes
    >
    const how = { device: deviceOf(request), locale: languageOf(request) }
    const outcome = await services.changeConsents(user.id, { agreed, withdrawn }, how)
    if (outcome.kind === 'no_user') throw invalidToken(true)
    if (outcome.kind !== 'recorded') throw refused(outcome)
    return show(request, user.id)
  })

  const prove = { summary: 'Every consent ever given or withdrawn', tags, security, response: { 200: proof } }
  app.get('/users/me/consents/proof', { schema: prove }, async (request, reply: FastifyReply) => {
    const { user } = await authenticate.user(request)
    const entries = await services.consents.ledger(user.id)
    reply.header('content-disposition', 'attachment; filename="consents.json"')
    return { user: user.id, made_at: services.clock.now().toISOString(), entries: entries.map(entryBody) }
  })
}
