import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ConsentGrant } from '../../../../application/ports/access-tokens.ts'
import type { AuthorizationRequest } from '../../../../domain/client.ts'
import type { Authenticate } from '../authenticate.ts'
import { requireOwnOrigin } from '../authenticate.ts'
import { sendAuthorizationError, sendCode } from '../authorization-response.ts'
import type { Cookies } from '../cookies.ts'
import { deviceOf, languageOf } from '../negotiation.ts'
import { consentPage } from '../pages/consent-page.ts'
import { sendPage } from '../send-page.ts'
import type { HttpServices, HttpSettings } from '../services.ts'
import { replySignedIn } from '../signed-in.ts'
import { termsBody } from '../signup-view.ts'

type Door = { readonly cookies: Cookies; readonly authenticate: Authenticate }

const config = { flow: 'signup' } as const

/** `/consent`: the same as `/auth/consent`, as a page with a form. */
export function consentPageRoutes(
  app: FastifyInstance,
  services: HttpServices,
  { publicUrl, sessionTtlSeconds }: HttpSettings,
  { cookies, authenticate }: Door,
) {
  app.get('/consent', { config }, async (request, reply) => {
    if (cookies.read(request, 'daemun_consent') === undefined) return reply.redirect('/login', 303)
    return show(request, reply, await authenticate.consenting(request))
  })

  app.post('/consent', { config }, async (request, reply) => {
    requireOwnOrigin(request, publicUrl)
    const grant = await authenticate.consenting(request)
    const agreed = await agreedOf(request, grant)
    const how = { device: deviceOf(request), locale: languageOf(request) }
    const outcome = await services.completeConsent(grant, agreed, how)
    if (outcome.kind === 'no_user') return leave(reply, null)
    if (outcome.kind === 'authorized') {
      cookies.clear(reply, 'daemun_consent')
      return sendCode(reply, publicUrl, outcome)
    }
    if (outcome.kind !== 'signed_in') return show(request, reply, grant, agreed)
    const { returnTo } = grant
    return replySignedIn(request, reply, outcome, { cookies, sessionTtlSeconds, returnTo, status: 200 })
  })

  app.post('/consent/later', { config }, async (request, reply) => {
    requireOwnOrigin(request, publicUrl)
    const isAsked = cookies.read(request, 'daemun_consent') !== undefined
    // Whoever waited until the token was over leaves all the same, but nobody can be told.
    const grant = isAsked ? await authenticate.consenting(request).catch(() => null) : null
    return leave(reply, grant?.client ?? null)
  })

  const leave = (reply: FastifyReply, client: AuthorizationRequest | null) => {
    cookies.clear(reply, 'daemun_consent')
    if (client)
      return sendAuthorizationError(
        reply,
        publicUrl,
        client,
        'access_denied',
        'The terms were not agreed to.',
      )
    return reply.redirect('/login', 303)
  }

  async function agreedOf({ body }: FastifyRequest, { userId }: ConsentGrant): Promise<string[]> {
    const { agreed_terms: ticked = [], agree_all: all } = (body ?? {}) as Record<string, string | string[]>
    const asked = all === undefined ? [] : (await services.readAskedConsents(userId)).map(({ id }) => id)
    return [...new Set([...asked, ...[ticked].flat()])]
  }

  async function show(
    request: FastifyRequest,
    reply: FastifyReply,
    { userId }: ConsentGrant,
    posted?: readonly string[],
  ) {
    const language = languageOf(request)
    const terms = (await services.readAskedConsents(userId)).map((version) => {
      const body = services.terms.document(version.id, version.version, language)?.body
      const agreed = posted?.includes(version.id) ?? false
      const told = termsBody(version, services.terms, language, publicUrl)
      return { ...told, agreed, ...(body !== undefined && { body }) }
    })
    const missing = { field: 'agreed_terms', code: 'required', detail: 'An answer is required.' }
    const errors = posted ? [missing] : []
    return sendPage(reply, language, consentPage(language, { terms, errors }), posted ? 422 : 200)
  }
}
