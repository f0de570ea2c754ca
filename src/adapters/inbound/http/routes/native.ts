import type { FastifyInstance } from 'fastify'
import type { Static } from 'typebox'
import { Type } from 'typebox'
import type { NativeProof } from '../../../../domain/native-login.ts'
import { consentRequiredBody } from '../consent-required.ts'
import { deviceOf } from '../negotiation.ts'
import { providerOf, providerParams } from '../provider-parameter.ts'
import { refused } from '../refusals.ts'
import type { HttpServices, HttpSettings } from '../services.ts'
import { signedInBody } from '../signed-in.ts'
import { signupRequiredBody } from '../signup-required.ts'
import { consentRequiredSchema, signedInSchema, signupRequiredSchema } from './schemas.ts'

/** A token of the longest kind that a provider gives, in visible ASCII: it may become a header. */
const token = (description: string) => Type.String({ pattern: '^[\\x21-\\x7e]{1,8192}$', description })

const idTokenBody = Type.Object(
  {
    id_token: token('From the SDK'),
    nonce: Type.Optional(Type.String({ maxLength: 255, description: 'The one of the challenge' })),
  },
  { additionalProperties: false },
)
const accessTokenBody = Type.Object(
  { access_token: token('From the SDK, where there is no id_token') },
  { additionalProperties: false },
)
const body = Type.Union([idTokenBody, accessTokenBody])

const challengeSchema = {
  summary: 'A nonce for a login by the SDK of a provider',
  tags: ['native'],
  params: providerParams,
  response: {
    200: Type.Object({ nonce: Type.String(), expires_in: Type.Integer({ description: 'Seconds' }) }),
  },
}

const loginSchema = {
  summary: 'Log in by what the SDK of a provider gave to a mobile app',
  tags: ['native'],
  params: providerParams,
  body,
  response: { 200: signedInSchema, 202: Type.Union([signupRequiredSchema, consentRequiredSchema]) },
}

const loginProblems = [
  'native_login_unsupported',
  'invalid_provider_token',
  'invalid_nonce',
  'access_denied',
  'user_blocked',
  'provider_unavailable',
  'provider_timeout',
  'provider_busy',
] as const

/** `POST /auth/{provider}/native/challenge`, `POST /auth/{provider}/native`: the ends of a callback, always as JSON. */
export function nativeRoutes(app: FastifyInstance, services: HttpServices, { publicUrl }: HttpSettings) {
  const challenging = { flow: 'begin', problems: ['native_login_unsupported'] } as const
  app.post(
    '/auth/:provider/native/challenge',
    { schema: challengeSchema, config: challenging },
    async (request) => {
      const provider = providerOf(services.providers, request)
      if (!provider.proveNative) throw refused({ kind: 'native_login_unsupported' })
      const { nonce, expiresIn } = services.nonces.issue(provider.name, services.clock.now())
      return { nonce, expires_in: expiresIn }
    },
  )

  const config = { flow: 'callback', problems: loginProblems } as const
  app.post('/auth/:provider/native', { schema: loginSchema, config }, async (request, reply) => {
    const provider = providerOf(services.providers, request)
    const sent = request.body as Static<typeof body>
    const nonce = 'id_token' in sent ? sent.nonce : undefined
    const outcome = await services.completeNativeLogin(provider, proofOf(sent), nonce, deviceOf(request))
    if (outcome.kind === 'signed_in') return signedInBody(outcome)
    if (outcome.kind === 'signup_required')
      return reply.code(202).send(signupRequiredBody(outcome, publicUrl))
    if (outcome.kind === 'consent_required')
      return reply.code(202).send(consentRequiredBody(outcome, publicUrl))
    if (outcome.kind === 'authorized') throw new Error('a native login was answered to a client')
    throw refused(outcome)
  })
}

function proofOf(sent: Static<typeof body>): NativeProof {
  if ('id_token' in sent) return { kind: 'id_token', idToken: sent.id_token }
  return { kind: 'access_token', accessToken: sent.access_token }
}
