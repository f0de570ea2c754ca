import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Static } from 'typebox'
import type { SignupView } from '../../../../application/read-signup.ts'
import type { SentAnswers } from '../../../../domain/pending-signup.ts'
import type { Authenticate } from '../authenticate.ts'
import { sendCode } from '../authorization-response.ts'
import type { Cookies } from '../cookies.ts'
import { deviceOf, languageOf, prefersPage } from '../negotiation.ts'
import { Problem } from '../problem.ts'
import { refused } from '../refusals.ts'
import type { HttpServices, HttpSettings } from '../services.ts'
import { replySignedIn } from '../signed-in.ts'
import { signupBody } from '../signup-view.ts'
import { answersSchema, nothing, signedInSchema } from './schemas.ts'
import { preparingSchema, signupSchema } from './signup-schema.ts'

const tags = ['signup']
const gone = ['already_completed', 'signup_expired'] as const
const config = { flow: 'signup', problems: gone } as const
const refusals = ['signup_preparing', 'invalid_profile', 'under_age', 'version_conflict'] as const
const changing = { ...config, problems: [...gone, ...refusals, 'onboarding_incomplete'] } as const
const asking = ['signup_refused', 'signup_unavailable'] as const
const completing = { ...config, problems: [...changing.problems, ...asking] } as const
const abandoning = { ...config, problems: [...gone, 'signup_preparing'] } as const
const security = [{ signup_token: [] }, { signup_cookie: [] }]

/** `/auth/signup`: a newcomer's half-finished signup, read, kept, completed, given up. */
export function signupRoutes(
  app: FastifyInstance,
  services: HttpServices,
  settings: HttpSettings,
  { cookies, authenticate }: { cookies: Cookies; authenticate: Authenticate },
) {
  const { sessionTtlSeconds, publicUrl } = settings

  const show = (request: FastifyRequest, reply: FastifyReply, view: SignupView) => {
    reply.header('etag', `"${view.signup.version}"`)
    return signupBody(view, services.terms, languageOf(request), publicUrl)
  }

  const read = {
    summary: 'The pending signup',
    tags,
    security,
    response: { 200: signupSchema, 202: preparingSchema },
  }
  app.get('/auth/signup', { schema: read, config }, async (request, reply) => {
    const { identityId } = await authenticate.newcomer(request)
    const found = await services.readSignup(identityId)
    if (found.kind === 'signup_preparing')
      return reply.code(202).header('retry-after', '1').send({ status: 'preparing' })
    if (found.kind !== 'signup') throw refused(found)
    return show(request, reply, found)
  })

  const keep = {
    summary: 'Keep part of the answers',
    tags,
    security,
    body: answersSchema,
    response: { 200: signupSchema },
  }
  app.patch('/auth/signup', { schema: keep, config: changing }, async (request, reply) => {
    const { identityId } = await authenticate.newcomer(request)
    const kept = await services.saveSignup(identityId, answersOf(request))
    if (kept.kind !== 'signup') throw refused(kept)
    return show(request, reply, kept)
  })

  const finish = {
    summary: 'Become a user',
    tags,
    security,
    body: answersSchema,
    response: { 201: signedInSchema, 303: nothing('The same for a browser') },
  }
  app.post('/auth/signup/complete', { schema: finish, config: completing }, async (request, reply) => {
    const { identityId, returnTo, client } = await authenticate.newcomer(request)
    // Who asks for JSON is answered here and now; a browser goes on to the client that it came from.
    const to = prefersPage(request) ? client : null
    const outcome = await services.completeSignup(identityId, answersOf(request), deviceOf(request), to)
    if (outcome.kind === 'authorized') {
      cookies.clear(reply, 'daemun_signup')
      return sendCode(reply, publicUrl, outcome)
    }
    if (outcome.kind !== 'signed_in') throw refused(outcome)
    return replySignedIn(request, reply, outcome, { cookies, sessionTtlSeconds, returnTo, status: 201 })
  })

  app.delete(
    '/auth/signup',
    {
      schema: { summary: 'Give up', tags, security, response: { 204: nothing('Erased') } },
      config: abandoning,
    },
    async (request, reply) => {
      const { identityId } = await authenticate.newcomer(request)
      const outcome = await services.abandonSignup(identityId)
      if (outcome.kind !== 'ended') throw refused(outcome)
      if (cookies.read(request, 'daemun_signup') !== undefined) cookies.clear(reply, 'daemun_signup')
      return reply.code(204).send()
    },
  )
}

function answersOf(request: FastifyRequest): SentAnswers {
  const body = request.body as Static<typeof answersSchema>
  const { agreed_terms: agreedTerms, birth_date: birthDate, ...profile } = body
  const version = seenVersion(request)
  return {
    profile: profile as SentAnswers['profile'],
    ...(agreedTerms && { agreedTerms }),
    ...(birthDate !== undefined && { birthDate }),
    ...(version !== undefined && { version }),
    locale: languageOf(request),
  }
}

/** RFC 9110 13.1.1: `*` is any version; what is no version of a signup can match none. */
function seenVersion(request: FastifyRequest): number | undefined {
  const header = request.headers['if-match']
  if (header === undefined || header.trim() === '*') return undefined
  const version = /^"(\d{1,9})"$/.exec(header.trim())?.[1]
  if (version !== undefined) return Number(version)
  throw new Problem('invalid_request', { detail: 'Send the ETag of the signup as If-Match, such as "3".' })
}
