import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { BrowserSessions } from '../browser-sessions.ts'
import { type AskedItem, consentPage } from '../pages/consent-page.ts'
import { loginPage, SOMEONE_NEW } from '../pages/login-page.ts'
import { sendPage } from '../pages/page.ts'
import { formOf, queryOf } from '../parameters.ts'
import { isPersonId, type Person, personOf, someoneNew } from '../people.ts'
import { type ConsentItem, itemNames, itemOf, type KakaoApplication } from './application.ts'
import { type AuthorizationRequest, readAuthorizationRequest } from './authorization-request.ts'
import { type Grants, newToken } from './grants.ts'
import { sendKoePage } from './koe.ts'

type Needs = { application: KakaoApplication; grants: Grants; sessions: BrowserSessions; now: () => Date }
type Answer = (asked: AuthorizationRequest, request: FastifyRequest, reply: FastifyReply) => FastifyReply

const ERRORS = {
  access_denied: 'User denied access',
  login_required: 'user authentication required.',
  consent_required: 'user consent required.',
}

const sendBack = (reply: FastifyReply, asked: AuthorizationRequest, answer: Record<string, string>) => {
  const { redirectUri, state } = asked
  const parameters = new URLSearchParams({ ...answer, ...(state !== undefined && { state }) })
  const separator = redirectUri.includes('?') ? '&' : '?'
  return reply.header('cache-control', 'no-store').redirect(`${redirectUri}${separator}${parameters}`, 302)
}

const sendError = (reply: FastifyReply, asked: AuthorizationRequest, error: keyof typeof ERRORS) =>
  sendBack(reply, asked, { error, error_description: ERRORS[error] })

const sendCode = (
  reply: FastifyReply,
  asked: AuthorizationRequest,
  login: { personId: string; authTime: Date },
  grants: Grants,
) => {
  const code = newToken()
  const { clientId, redirectUri, codeChallenge, nonce, openid } = asked
  grants.codes.set(code, { ...login, clientId, redirectUri, codeChallenge, nonce, openid })
  return sendBack(reply, asked, { code })
}

/** Items left to ask: refusing an optional one is remembered until `scope` names it again. */
const leftToAsk = (asked: AuthorizationRequest, personId: string, grants: Grants) => {
  const link = grants.links.get(personId)
  if (link && !asked.explicit) return undefined
  const items = asked.asked.filter((item) => !link?.agreed.has(item))
  return link && items.length === 0 ? undefined : items
}

const sharedValue = (person: Person, item: ConsentItem) => {
  if (item === 'profile_nickname') return person.nickname
  return item === 'account_email' ? person.email?.address : undefined
}

const askedItem =
  (person: Person) =>
  (name: ConsentItem): AskedItem => ({
    name,
    label: itemNames[name],
    value: sharedValue(person, name),
    refused: person.refuses.includes(itemOf[name]),
  })

const askedTerms = (tag: string): AskedItem => ({
  name: tag,
  label: { ko: `약관 ${tag}`, en: `Terms ${tag}` },
  value: undefined,
  refused: false,
})

const loginAction = (query: string) => `/oauth/authorize/login?${query}`

const withoutPages =
  ({ grants, sessions, now }: Needs): Answer =>
  (asked, request, reply) => {
    if (asked.hint !== undefined) {
      const person = personOf(asked.hint)
      if (person.cancels) return sendError(reply, asked, 'access_denied')
      const agreed = asked.asked.filter((item) => !person.refuses.includes(itemOf[item]))
      grants.agree(person.id, agreed, asked.serviceTerms)
      return sendCode(reply, asked, { personId: person.id, authTime: now() }, grants)
    }
    const session = sessions.of(request)
    if (!session) return sendError(reply, asked, 'login_required')
    if (leftToAsk(asked, session.personId, grants)) return sendError(reply, asked, 'consent_required')
    return sendCode(reply, asked, session, grants)
  }

const begin = (needs: Needs): Answer => {
  const answerAtOnce = withoutPages(needs)
  return (asked, request, reply) => {
    if (asked.prompts.includes('none')) return answerAtOnce(asked, request, reply)
    const remembered = asked.prompts.length === 0 ? needs.sessions.of(request)?.personId : undefined
    return sendPage(
      request,
      reply,
      200,
      loginPage(loginAction(queryOf(request).toString()), asked.hint ?? remembered),
    )
  }
}

const login =
  ({ grants, sessions, now }: Needs): Answer =>
  (asked, request, reply) => {
    const chosen = formOf(request)?.get('person') ?? ''
    const personId = chosen === SOMEONE_NEW ? someoneNew() : chosen
    const query = queryOf(request).toString()
    if (!isPersonId(personId)) return sendPage(request, reply, 400, loginPage(loginAction(query), asked.hint))
    const person = personOf(personId)
    if (person.cancels) return sendError(reply, asked, 'access_denied')
    const session = { personId, authTime: now() }
    sessions.begin(reply, session)
    const items = leftToAsk(asked, personId, grants)
    return items
      ? sendPage(
          request,
          reply,
          200,
          consentPage(`/oauth/authorize/consent?${query}`, person, [
            ...asked.serviceTerms.map(askedTerms),
            ...items.map(askedItem(person)),
          ]),
        )
      : sendCode(reply, asked, session, grants)
  }

const consent =
  ({ grants, sessions, now }: Needs): Answer =>
  (asked, request, reply) => {
    const form = formOf(request)
    const personId = form?.get('person') ?? ''
    if (form?.get('decision') !== 'agree' || !isPersonId(personId))
      return sendError(reply, asked, 'access_denied')
    const ticked = form.getAll('agree')
    const agreed = asked.asked.filter((item) => ticked.includes(item))
    const terms = asked.serviceTerms.filter((tag) => ticked.includes(tag))
    grants.agree(personId, agreed, terms)
    const session = sessions.of(request)
    const authTime = session?.personId === personId ? session.authTime : now()
    return sendCode(reply, asked, { personId, authTime }, grants)
  }

/**
 * `/oauth/authorize` and its two forms. The forms carry the query they came from, which is checked again each
 * time, so nothing has to be remembered between the pages.
 */
export const authorize = (server: FastifyInstance, needs: Needs): void => {
  const checked = (answer: Answer) => (request: FastifyRequest, reply: FastifyReply) => {
    const asked = readAuthorizationRequest(queryOf(request), needs.application)
    return asked.kind === 'refused'
      ? sendKoePage(request, reply, asked.code, asked.description)
      : answer(asked, request, reply)
  }
  server.get('/oauth/authorize', checked(begin(needs)))
  server.post('/oauth/authorize/login', checked(login(needs)))
  server.post('/oauth/authorize/consent', checked(consent(needs)))
}
