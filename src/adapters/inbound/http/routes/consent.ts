import type { FastifyInstance } from 'fastify'
import type { Static } from 'typebox'
import { Type } from 'typebox'
import type { Authenticate } from '../authenticate.ts'
import { sendCode } from '../authorization-response.ts'
import type { Cookies } from '../cookies.ts'
import { deviceOf, languageOf, prefersPage } from '../negotiation.ts'
import { invalidToken } from '../problem.ts'
import { refused } from '../refusals.ts'
import type { HttpServices, HttpSettings } from '../services.ts'
import { replySignedIn } from '../signed-in.ts'
import { termsBody } from '../signup-view.ts'
import { nothing, signedInSchema, termsSchema } from './schemas.ts'

const tags = ['consents']
const security = [{ consent_token: [] }, { consent_cookie: [] }]

const asked = Type.Object({ status: Type.Literal('pending'), terms: Type.Array(Type.Object(termsSchema)) })
const body = Type.Object(
  { agreed_terms: Type.Array(Type.String(), { maxItems: 100, description: 'Ids of terms agreed to' }) },
  { additionalProperties: false },
)

/** `/auth/consent`: a login that waits until new required terms are agreed to. */
export function consentRoutes(
  app: FastifyInstance,
  services: HttpServices,
  { publicUrl, sessionTtlSeconds }: HttpSettings,
  { cookies, authenticate }: { cookies: Cookies; authenticate: Authenticate },
) {
  const read = { summary: 'The terms that a login waits for', tags, security, response: { 200: asked } }
  app.get('/auth/consent', { schema: read, config: { flow: 'signup' } }, async (request) => {
    const { userId } = await authenticate.consenting(request)
    const language = languageOf(request)
    const terms = (await services.readAskedConsents(userId)).map((each) => ({
      ...termsBody(each, services.terms, language, publicUrl),
      agreed: false,
    }))
    return { status: 'pending' as const, terms }
  })

  const agree = {
    summary: 'Agree, and go on with the login',
    tags,
    security,
    body,
    response: { 200: signedInSchema, 303: nothing('The same for a browser') },
  }
  const config = { flow: 'signup', problems: ['invalid_consents', 'onboarding_incomplete'] } as const
  app.post('/auth/consent', { schema: agree, config }, async (request, reply) => {
    const grant = await authenticate.consenting(request)
    const { agreed_terms: agreed } = request.body as Static<typeof body>
    const how = { device: deviceOf(request), locale: languageOf(request) }
    // As with a signup: who asks for JSON is answered here, a browser goes on to the client that it came from.
    const to = { ...grant, client: prefersPage(request) ? grant.client : null }
    const outcome = await services.completeConsent(to, agreed, how)
    if (outcome.kind === 'authorized') {
      cookies.clear(reply, 'daemun_consent')
      return sendCode(reply, publicUrl, outcome)
    }
    if (outcome.kind === 'no_user') throw invalidToken(true)
    if (outcome.kind !== 'signed_in') throw refused(outcome)
    const { returnTo } = grant
    return replySignedIn(request, reply, outcome, { cookies, sessionTtlSeconds, returnTo, status: 200 })
  })
}
