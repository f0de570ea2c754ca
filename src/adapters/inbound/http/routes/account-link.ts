import type { FastifyInstance } from 'fastify'
import type { Authenticate } from '../authenticate.ts'
import { languageOf } from '../negotiation.ts'
import { linkPage } from '../pages/link-page.ts'
import { providerOf } from '../provider-parameter.ts'
import { sendPage } from '../send-page.ts'
import type { HttpServices } from '../services.ts'

/** `GET /account/link/{provider}`: asks before a login is added; to link is `POST /auth/{provider}/link`. */
export function accountLinkRoute(app: FastifyInstance, services: HttpServices, authenticate: Authenticate) {
  app.get('/account/link/:provider', async (request, reply) => {
    const { name, label = name } = providerOf(services.providers, request)
    const visitor = await authenticate.visitor(request)
    if (!visitor) return reply.redirect('/login', 303)
    const { id, nickname } = visitor.user
    const identities = await services.links.ofUser(id)
    const isLinked = identities.some(({ provider }) => provider === name)
    const language = languageOf(request)
    return sendPage(reply, language, linkPage(language, { provider: { name, label }, nickname, isLinked }))
  })
}
