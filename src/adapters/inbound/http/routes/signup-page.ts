import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { SignupGrant } from '../../../../application/ports/access-tokens.ts'
import type { SignupView } from '../../../../application/read-signup.ts'
import { screens, screenToShow } from '../../../../domain/screens.ts'
import type { Authenticate } from '../authenticate.ts'
import { requireOwnOrigin } from '../authenticate.ts'
import { sendAuthorizationError, sendCode } from '../authorization-response.ts'
import type { Cookies } from '../cookies.ts'
import { deviceOf, languageOf } from '../negotiation.ts'
import { otherLoginsOf } from '../other-logins.ts'
import { lookAgainSeconds, preparingPage } from '../pages/preparing-page.ts'
import { signupPage } from '../pages/signup-page.ts'
import type { Posted } from '../posted-answers.ts'
import { postedAnswers } from '../posted-answers.ts'
import type { ProblemField } from '../problem.ts'
import { refused } from '../refusals.ts'
import { sendPage } from '../send-page.ts'
import type { HttpServices, HttpSettings } from '../services.ts'
import { replySignedIn } from '../signed-in.ts'
import { signupPageView } from '../signup-page-view.ts'

type Door = { readonly cookies: Cookies; readonly authenticate: Authenticate }

const config = { flow: 'signup' } as const

/** `/signup`: the same signup as `/auth/signup`, as pages with a form. */
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
    const { step } = request.query as { step?: string | string[] }
    return show(request, reply, await authenticate.newcomer(request), { asked: [step].flat()[0] })
  })

  app.post('/signup', { config }, async (request, reply) => {
    requireOwnOrigin(request, publicUrl)
    const grant = await authenticate.newcomer(request)
    const found = await services.readSignup(grant.identityId)
    if (found.kind !== 'signup') return show(request, reply, grant)
    const { screen, all, number } = pageOf(found, (request.body as { step?: string } | undefined)?.step)
    const posted = postedAnswers(request.body, found.signup, screen.steps)
    const again = { asked: screen.steps[0], posted }
    const kept = await services.saveSignup(grant.identityId, posted)
    if (kept.kind === 'invalid_profile' || kept.kind === 'invalid_answers')
      return show(request, reply, grant, { ...again, errors: kept.errors })
    if (kept.kind === 'onboarding_incomplete') return show(request, reply, grant, again)
    if (kept.kind === 'version_conflict')
      return show(request, reply, grant, { asked: screen.steps[0], errors: [conflict] })
    if (kept.kind === 'under_age') cookies.clear(reply, 'daemun_signup')
    if (kept.kind === 'under_age') throw refused(kept)
    if (kept.kind !== 'signup') return show(request, reply, grant)
    const isDone = pageOf(kept, screen.steps[0]).all[number]?.isDone
    if (!isDone) return show(request, reply, grant, again)
    const next = all[number + 1]?.steps[0]
    if (next !== undefined) return reply.redirect(`/signup?${new URLSearchParams({ step: next })}`, 303)
    return finish(request, reply, grant, again)
  })

  app.post('/signup/abandon', { config }, async (request, reply) => {
    requireOwnOrigin(request, publicUrl)
    const { identityId, client } = await authenticate.newcomer(request)
    await services.abandonSignup(identityId)
    cookies.clear(reply, 'daemun_signup')
    if (client)
      return sendAuthorizationError(reply, publicUrl, client, 'access_denied', 'The signup was given up.')
    return reply.redirect('/login', 303)
  })

  async function finish(request: FastifyRequest, reply: FastifyReply, grant: SignupGrant, again: Shown) {
    const { identityId, client } = grant
    const answers = { profile: {}, locale: languageOf(request) }
    const outcome = await services.completeSignup(identityId, answers, deviceOf(request), client)
    if (outcome.kind === 'authorized') {
      cookies.clear(reply, 'daemun_signup')
      return sendCode(reply, publicUrl, outcome)
    }
    if (outcome.kind === 'invalid_profile')
      return show(request, reply, grant, { ...again, errors: outcome.errors })
    if (outcome.kind === 'signup_refused') throw refused(outcome)
    // A step that another page asks, taken back in another tab: it is shown as what is left to do.
    if (outcome.kind !== 'signed_in') return show(request, reply, grant)
    const { returnTo } = grant
    return replySignedIn(request, reply, outcome, { cookies, sessionTtlSeconds, returnTo, status: 201 })
  }

  async function show(
    request: FastifyRequest,
    reply: FastifyReply,
    { identityId }: SignupGrant,
    { asked, posted, errors = [] }: Shown = {},
  ) {
    const language = languageOf(request)
    const found = await services.readSignup(identityId)
    if (found.kind === 'signup_preparing') {
      reply.header('refresh', lookAgainSeconds)
      return sendPage(reply, language, preparingPage(language), 202)
    }
    if (found.kind !== 'signup') {
      cookies.clear(reply, 'daemun_signup')
      if (found.kind === 'already_completed') return reply.redirect('/login', 303)
      throw refused(found)
    }
    const { screen } = pageOf(found, asked)
    const reader = { language, terms: services.terms, publicUrl }
    const view = signupPageView(found, { screen, posted, errors }, reader)
    const others = await otherLoginsOf(services, found)
    const page = signupPage(language, { ...view, ...(others && { others }) })
    return sendPage(reply, language, page, view.errors.length > 0 ? 422 : 200)
  }
}

type Shown = {
  readonly asked?: string | undefined
  readonly posted?: Posted
  readonly errors?: readonly ProblemField[]
}

const conflict: ProblemField = { field: 'version', code: 'conflict', detail: 'Look at it as it is now.' }

function pageOf({ signup }: SignupView, asked: string | undefined) {
  const all = screens(signup.onboarding, signup.answers)
  const number = screenToShow(all, asked)
  const screen = all[number]
  if (!screen) throw new Error('an onboarding without a step')
  return { all, number, screen }
}
