import type { FastifyInstance } from 'fastify'
import type { Holder } from '../../../../application/ports/sessions.ts'
import type { Authenticate } from '../authenticate.ts'
import { requireOwnOrigin } from '../authenticate.ts'
import type { Cookies } from '../cookies.ts'
import { contentSecurityPolicy } from '../hygiene.ts'
import type { HttpServices, HttpSettings } from '../services.ts'

type Door = { readonly cookies: Cookies; readonly authenticate: Authenticate }

/** `POST /logout`: the form of `/account`; on a computer that others use, by way of the provider's own logout. */
export function accountLogoutRoute(
  app: FastifyInstance,
  services: HttpServices,
  { publicUrl }: HttpSettings,
  { cookies, authenticate }: Door,
) {
  app.post('/logout', async (request, reply) => {
    requireOwnOrigin(request, publicUrl)
    const asked = (request.body as { provider_account?: unknown } | undefined)?.provider_account !== undefined
    const visitor = asked ? await authenticate.visitor(request) : undefined
    const refreshToken = cookies.read(request, 'daemun_session')
    if (refreshToken !== undefined) await services.endSession({ refreshToken })
    cookies.clear(reply, 'daemun_session')
    return reply.redirect((visitor && accountLogoutOf(services, visitor)) ?? '/login', 303)
  })
}

/** Where the provider of a session signs its own account out, if it does. */
export function accountLogoutOf({ providers }: HttpServices, { provider }: Holder): string | undefined {
  return providers[provider]?.accountLogoutUrl
}

/** The policy of a page whose form may end there: Chromium holds the redirect after a form to it too. */
export function policyWith({ returnToOrigins }: HttpSettings, accountLogoutUrl: string): string {
  return contentSecurityPolicy([...returnToOrigins, new URL(accountLogoutUrl).origin])
}
