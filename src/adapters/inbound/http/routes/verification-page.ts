import type { FastifyInstance } from 'fastify'
import type { Authenticate } from '../authenticate.ts'
import { requireOwnOrigin } from '../authenticate.ts'
import type { Cookies } from '../cookies.ts'
import { refused } from '../refusals.ts'
import { sendOnward } from '../send-onward.ts'
import type { HttpServices, HttpSettings } from '../services.ts'

type Door = { readonly cookies: Cookies; readonly authenticate: Authenticate }

const config = { flow: 'signup' } as const

/** The way of a browser to the agency and back. */
export function verificationPageRoutes(
  app: FastifyInstance,
  services: HttpServices,
  { publicUrl }: HttpSettings,
  { cookies, authenticate }: Door,
) {
  app.post('/signup/identity', { config }, async (request, reply) => {
    requireOwnOrigin(request, publicUrl)
    const { identityId } = await authenticate.newcomer(request)
    const outcome = await services.beginVerification(identityId)
    if (outcome.kind !== 'begun') return reply.redirect('/signup', 303)
    return sendOnward(request, reply, { href: outcome.url, provider: null })
  })

  app.get('/signup/identity/callback', { config }, async (request, reply) => {
    if (cookies.read(request, 'daemun_signup') === undefined) return reply.redirect('/login', 303)
    const { identityId } = await authenticate.newcomer(request)
    const { token } = request.query as { token?: string | string[] }
    const outcome = await services.completeVerification(identityId, typeof token === 'string' ? token : '')
    if (outcome.kind === 'already_member' || outcome.kind === 'under_age')
      cookies.clear(reply, 'daemun_signup')
    if (outcome.kind === 'already_member' || outcome.kind === 'under_age' || outcome.kind === 'not_verified')
      throw refused(outcome)
    return reply.redirect('/signup', 303)
  })
}
