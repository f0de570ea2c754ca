import type { FastifyInstance } from 'fastify'
import type { Authenticate } from '../authenticate.ts'
import { requireOwnOrigin } from '../authenticate.ts'
import type { Cookies } from '../cookies.ts'
import { languageOf } from '../negotiation.ts'
import { linkPage } from '../pages/link-page.ts'
import { providerOf } from '../provider-parameter.ts'
import { sendOnward } from '../send-onward.ts'
import { sendPage } from '../send-page.ts'
import type { HttpServices, HttpSettings } from '../services.ts'
import { beginLink } from './link.ts'

/** `/account/link/{provider}`: asks before a login is added, and begins what `POST /auth/{provider}/link` begins. */
export function accountLinkRoutes(
  app: FastifyInstance,
  services: HttpServices,
  { publicUrl }: HttpSettings,
  { cookies, authenticate }: { readonly cookies: Cookies; readonly authenticate: Authenticate },
) {
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

  app.post('/account/link/:provider', { config: { flow: 'begin' } }, async (request, reply) => {
    requireOwnOrigin(request, publicUrl)
    const { name, label = name } = providerOf(services.providers, request)
    const holder = await authenticate.visitor(request)
    if (!holder) return reply.redirect('/login', 303)
    const { merge } = (request.body ?? {}) as { merge?: unknown }
    const asked = { merge: merge === 'true', returnTo: null }
    const href = await beginLink(request, reply, { services, cookies, holder, asked })
    return sendOnward(request, reply, { href, provider: { name, label } })
  })
}
