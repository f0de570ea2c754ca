import type { FastifyInstance } from 'fastify'
import type { Authenticate } from '../authenticate.ts'
import { requireOwnOrigin } from '../authenticate.ts'
import { deviceOf, languageOf } from '../negotiation.ts'
import { refused } from '../refusals.ts'
import type { HttpServices, HttpSettings } from '../services.ts'

/** The buttons of the section of consents on `/account`: forms, as pages have no script. */
export function accountConsentRoutes(
  app: FastifyInstance,
  services: HttpServices,
  { publicUrl }: HttpSettings,
  authenticate: Authenticate,
) {
  app.post('/account/consents', async (request, reply) => {
    requireOwnOrigin(request, publicUrl)
    const visitor = await authenticate.visitor(request)
    if (!visitor) return reply.redirect('/login', 303)
    const { agree, withdraw } = (request.body ?? {}) as Record<string, string | string[] | undefined>
    const listed = (sent: string | string[] | undefined) => (sent === undefined ? [] : [sent].flat())
    const wishes = { agreed: listed(agree), withdrawn: listed(withdraw) }
    const how = { device: deviceOf(request), locale: languageOf(request) }
    const outcome = await services.changeConsents(visitor.user.id, wishes, how)
    if (outcome.kind === 'invalid_consents') throw refused(outcome)
    return reply.redirect('/account', 303)
  })
}
