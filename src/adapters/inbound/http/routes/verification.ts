import type { FastifyInstance } from 'fastify'
import type { Static } from 'typebox'
import { Type } from 'typebox'
import type { Authenticate } from '../authenticate.ts'
import { languageOf } from '../negotiation.ts'
import { Problem } from '../problem.ts'
import { refused } from '../refusals.ts'
import type { HttpServices, HttpSettings } from '../services.ts'
import { signupBody } from '../signup-view.ts'
import { signupSchema } from './signup-schema.ts'

const tags = ['signup']
const security = [{ signup_token: [] }, { signup_cookie: [] }]
const gone = ['already_completed', 'signup_expired', 'signup_preparing'] as const
const beginning = {
  flow: 'signup',
  problems: [...gone, 'verification_not_asked', 'provider_unavailable'],
} as const
const ending = {
  flow: 'signup',
  problems: [...beginning.problems, 'not_verified', 'already_member', 'under_age', 'version_conflict'],
} as const

const begun = Type.Object({
  verification_url: Type.String({ description: 'Where the person proves who they are' }),
})
const body = Type.Object(
  { token: Type.String({ minLength: 1, maxLength: 500, description: 'What the person came back with' }) },
  { additionalProperties: false },
)

/** The step `identity` of a signup: begun here, proved at an agency, ended here. */
export function verificationRoutes(
  app: FastifyInstance,
  services: HttpServices,
  { publicUrl }: HttpSettings,
  authenticate: Authenticate,
) {
  const begin = { summary: 'Begin to prove who the person is', tags, security, response: { 200: begun } }
  app.post(
    '/auth/signup/identity',
    { schema: begin, config: { ...beginning, bodyOptional: true } },
    async (request) => {
      const { identityId } = await authenticate.newcomer(request)
      const outcome = await services.beginVerification(identityId)
      if (outcome.kind === 'not_asked') throw new Problem('verification_not_asked')
      if (outcome.kind !== 'begun') throw refused(outcome)
      return { verification_url: outcome.url }
    },
  )

  const end = {
    summary: 'Take what the agency proved',
    tags,
    security,
    body,
    response: { 200: signupSchema },
  }
  app.post('/auth/signup/identity/result', { schema: end, config: ending }, async (request) => {
    const { identityId } = await authenticate.newcomer(request)
    const { token } = request.body as Static<typeof body>
    const outcome = await services.completeVerification(identityId, token)
    if (outcome.kind === 'not_asked') throw new Problem('verification_not_asked')
    if (outcome.kind !== 'signup') throw refused(outcome)
    return signupBody(outcome, services.terms, languageOf(request), publicUrl)
  })
}
