import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { SignupGrant } from '../../../../application/ports/access-tokens.ts'
import type { SentProfile } from '../../../../domain/profile.ts'
import type { Authenticate } from '../authenticate.ts'
import { requireOwnOrigin } from '../authenticate.ts'
import type { Cookies } from '../cookies.ts'
import { deviceOf, languageOf } from '../negotiation.ts'
import { preparingPage } from '../pages/preparing-page.ts'
import { signupPage } from '../pages/signup-page.ts'
import type { ProblemField } from '../problem.ts'
import { Problem } from '../problem.ts'
import { refused } from '../refusals.ts'
import { sendPage } from '../send-page.ts'
import type { HttpServices, HttpSettings } from '../services.ts'
import { replySignedIn } from '../signed-in.ts'
import { signupBody } from '../signup-view.ts'

type Door = { readonly cookies: Cookies; readonly authenticate: Authenticate }

const config = { flow: 'signup' } as const

/** What a person has typed and ticked, kept on the page also when it is wrong. */
type Posted = { readonly profile: SentProfile; readonly agreedTerms: readonly string[] }

/** `/signup`: the same signup as `/auth/signup`, as a page with a form. */
export function signupPageRoutes(
  app: FastifyInstance,
  services: HttpServices,
  settings: HttpSettings,
  door: Door,
) {
  const { cookies, authenticate } = door
  const { publicUrl, sessionTtlSeconds } = settings

  app.get('/signup', { config }, async (request, reply) => {
    if (cookies.read(request, 'daemun_signup') === undefined) return reply.redirect('/login', 303)
    return showSignup(request, reply, await authenticate.newcomer(request))
  })

  app.post('/signup', { config }, async (request, reply) => {
    requireOwnOrigin(request, publicUrl)
    const grant = await authenticate.newcomer(request)
    const posted = postedOf(request)
    const kept = await services.saveSignup(grant.identityId, posted)
    if (kept.kind === 'invalid_profile') return showSignup(request, reply, grant, posted, kept.errors)
    if (kept.kind !== 'signup') return showSignup(request, reply, grant)
    const outcome = await services.completeSignup(grant.identityId, { profile: {} }, deviceOf(request))
    if (outcome.kind === 'onboarding_incomplete') return showSignup(request, reply, grant, posted)
    if (outcome.kind !== 'signed_in') return showSignup(request, reply, grant)
    return replySignedIn(request, reply, outcome, {
      cookies,
      sessionTtlSeconds,
      returnTo: grant.returnTo,
      status: 201,
    })
  })

  app.post('/signup/abandon', { config }, async (request, reply) => {
    requireOwnOrigin(request, publicUrl)
    const { identityId } = await authenticate.newcomer(request)
    await services.abandonSignup(identityId)
    cookies.clear(reply, 'daemun_signup')
    return reply.redirect('/login', 303)
  })

  async function showSignup(
    request: FastifyRequest,
    reply: FastifyReply,
    { identityId }: SignupGrant,
    posted?: Posted,
    errors: readonly ProblemField[] = [],
  ) {
    const language = languageOf(request)
    const found = await services.readSignup(identityId)
    if (found.kind === 'signup_preparing') return sendPage(reply, language, preparingPage(language), 202)
    if (found.kind !== 'signup') {
      cookies.clear(reply, 'daemun_signup')
      if (found.kind === 'already_completed') return reply.redirect('/login', 303)
      throw refused(found)
    }
    const body = withPosted(signupBody(found, services.terms, language, publicUrl), posted)
    const all = posted ? [...missing(body), ...errors] : errors
    const html = signupPage(language, { ...body, errors: all, expiresAt: found.signup.expiresAt })
    return sendPage(reply, language, html, all.length > 0 ? 422 : 200)
  }
}

/** A form sends every field, empty ones too; an empty one is an answer taken back. */
function postedOf({ body }: FastifyRequest): Posted {
  const {
    agreed_terms: ticked = [],
    nickname,
    email,
    ...others
  } = (body ?? {}) as Record<string, string | string[]>
  const unknown = Object.keys(others)
  if (unknown.length > 0 || Array.isArray(nickname) || Array.isArray(email)) {
    throw new Problem('invalid_body', { detail: 'Send nickname, email and agreed_terms.' })
  }
  return { profile: { nickname: nickname || null, email: email || null }, agreedTerms: [ticked].flat() }
}

function withPosted(body: ReturnType<typeof signupBody>, posted: Posted | undefined) {
  if (!posted) return body
  return {
    ...body,
    fields: body.fields.map((field) => ({ ...field, value: posted.profile[field.name] ?? '' })),
    terms: body.terms.map((terms) => ({ ...terms, agreed: posted.agreedTerms.includes(terms.id) })),
  }
}

/** What the form still lacks, told together with what is wrong in it. */
function missing({ terms, fields }: ReturnType<typeof signupBody>): ProblemField[] {
  const unagreed = terms.some(({ required, agreed }) => required && !agreed) ? ['agreed_terms'] : []
  const empty = fields.flatMap(({ name, required, value }) => (required && !value ? [name] : []))
  return [...unagreed, ...empty].map((field) => ({
    field,
    code: 'required',
    detail: 'An answer is required.',
  }))
}
