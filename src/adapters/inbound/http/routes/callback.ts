import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { LoginOutcome } from '../../../../application/complete-login.ts'
import type { IdentityProvider } from '../../../../application/ports/identity-providers.ts'
import type { ReturnedParameters } from '../../../../domain/login.ts'
import { sendCode } from '../authorization-response.ts'
import { tellClient } from '../client-of-attempt.ts'
import { replyConsentRequired } from '../consent-required.ts'
import type { Cookies } from '../cookies.ts'
import { attemptCookie } from '../cookies.ts'
import { deviceOf, prefersPage } from '../negotiation.ts'
import { providerOf, providerParams } from '../provider-parameter.ts'
import { refused } from '../refusals.ts'
import type { HttpServices, HttpSettings } from '../services.ts'
import { locationOf, replySignedIn } from '../signed-in.ts'
import { replySignupRequired } from '../signup-required.ts'
import { consentRequiredSchema, nothing, signedInSchema, signupRequiredSchema } from './schemas.ts'

const parameter = (description: string) => Type.Optional(Type.Unknown({ description }))

const linkedStatuses = ['linked', 'merged'] as const
const linkedSchema = Type.Object({
  status: Type.Enum([...linkedStatuses], {
    description: 'merged: another account of theirs is now part of it',
  }),
  provider: Type.String(),
})

const schema = {
  summary: 'Take the person back from a provider',
  tags: ['login'],
  params: providerParams,
  querystring: Type.Object({
    code: parameter('The one-time authorization code'),
    state: parameter('The state that the login was begun with'),
    error: parameter('Why there is no code'),
    iss: parameter('The issuer, by RFC 9207'),
  }),
  response: {
    200: Type.Union([signedInSchema, linkedSchema]),
    202: Type.Union([signupRequiredSchema, consentRequiredSchema]),
    303: nothing('The same for a browser: cookies, and on to the next page; or to the client that asked'),
  },
}

const config = {
  flow: 'callback',
  problems: [
    'invalid_state',
    'invalid_code',
    'access_denied',
    'user_blocked',
    'identity_taken',
    'invalid_grant',
    'provider_unavailable',
    'provider_timeout',
    'provider_busy',
  ],
} as const

/** `GET /auth/{provider}/callback`: signed in if known, consent required where terms are new, signup required if not. */
export function callbackRoute(
  app: FastifyInstance,
  services: HttpServices,
  settings: HttpSettings,
  cookies: Cookies,
) {
  const { sessionTtlSeconds, publicUrl } = settings
  app.get('/auth/:provider/callback', { schema, config }, async (request, reply) => {
    const provider = providerOf(services.providers, request)
    const returned: ReturnedParameters = { provider: provider.name, ...returnedOf(request) }
    const sealed = takeAttempt(request, reply, cookies, returned.state)
    try {
      return await receive(request, reply, { provider, sealed, returned })
    } catch (thrown) {
      return tellClient(reply, { seals: services.seals, sealedAttempt: sealed, publicUrl }, thrown)
    }
  })

  async function receive(request: FastifyRequest, reply: FastifyReply, { provider, sealed, returned }: Back) {
    const outcome = await services.completeLogin(provider, sealed, returned, deviceOf(request))
    if (outcome.kind === 'authorized') return sendCode(reply, publicUrl, outcome)
    if (outcome.kind === 'signed_in') {
      return replySignedIn(request, reply, outcome, {
        cookies,
        sessionTtlSeconds,
        returnTo: outcome.returnTo,
        status: 200,
      })
    }
    if (outcome.kind === 'consent_required')
      return replyConsentRequired(request, reply, outcome, cookies, publicUrl)
    if (outcome.kind === 'linked' || outcome.kind === 'merged') return replyLinked(request, reply, outcome)
    if (outcome.kind !== 'signup_required') throw refused(outcome)
    return replySignupRequired(request, reply, outcome, cookies, publicUrl)
  }
}

type Back = {
  readonly provider: IdentityProvider
  readonly sealed: string
  readonly returned: ReturnedParameters
}

function replyLinked(
  request: FastifyRequest,
  reply: FastifyReply,
  { kind, returnTo }: Extract<LoginOutcome, { kind: 'linked' | 'merged' }>,
) {
  if (prefersPage(request)) return reply.redirect(locationOf(returnTo ?? '/account'), 303)
  const { provider } = request.params as { provider: string }
  return reply.code(200).send({ status: kind, provider })
}

/** The cookie of this attempt, which is over from here on, whatever becomes of it. */
function takeAttempt(
  request: FastifyRequest,
  reply: FastifyReply,
  cookies: Cookies,
  state: string | undefined,
): string {
  if (!state) return ''
  const name = attemptCookie(state)
  const sealed = cookies.read(request, name)
  if (sealed !== undefined) cookies.clear(reply, name)
  return sealed ?? ''
}

function returnedOf(request: FastifyRequest): Omit<ReturnedParameters, 'provider'> {
  const query = request.query as Record<string, string | string[] | undefined>
  // RFC 6749 3.1: a parameter is sent once; two of a kind are as good as an empty one.
  const single = (name: string) => (Array.isArray(query[name]) ? '' : query[name])
  return { state: single('state'), code: single('code'), error: single('error'), iss: single('iss') }
}
