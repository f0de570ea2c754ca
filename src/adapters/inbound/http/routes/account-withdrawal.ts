import type { FastifyInstance } from 'fastify'
import type { Authenticate } from '../authenticate.ts'
import { requireOwnOrigin } from '../authenticate.ts'
import type { Cookies } from '../cookies.ts'
import { languageOf } from '../negotiation.ts'
import { goodbyePage, withdrawalPage } from '../pages/withdrawal-page.ts'
import { sendPage } from '../send-page.ts'
import type { HttpServices, HttpSettings } from '../services.ts'

/** Leaving, by a page that is looked at before the button is there to press. */
export function accountWithdrawalRoutes(
  app: FastifyInstance,
  services: HttpServices,
  { publicUrl, withdrawalGraceSeconds: graceSeconds }: HttpSettings,
  { cookies, authenticate }: { readonly cookies: Cookies; readonly authenticate: Authenticate },
) {
  app.get('/account/withdrawal', async (request, reply) => {
    const visitor = await authenticate.visitor(request)
    if (!visitor) return reply.redirect('/login', 303)
    const language = languageOf(request)
    return sendPage(reply, language, withdrawalPage(language, graceSeconds))
  })

  app.post('/account/withdrawal', async (request, reply) => {
    requireOwnOrigin(request, publicUrl)
    const visitor = await authenticate.visitor(request)
    if (!visitor) return reply.redirect('/login', 303)
    await services.withdrawUser(visitor.user.id)
    cookies.clear(reply, 'daemun_session')
    return reply.redirect('/goodbye', 303)
  })

  app.get('/goodbye', async (request, reply) => {
    const language = languageOf(request)
    return sendPage(reply, language, goodbyePage(language, graceSeconds))
  })
}
