import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { BrowserSessions } from '../browser-sessions.ts'
import { type AskedItem, consentPage } from '../pages/consent-page.ts'
import { html } from '../pages/html.ts'
import { loginPage, SOMEONE_NEW } from '../pages/login-page.ts'
import { sendPage } from '../pages/page.ts'
import { formOf, queryOf } from '../parameters.ts'
import { type Item, isPersonId, type Person, personOf, someoneNew } from '../people.ts'
import {
  type AuthorizationRefusal,
  type AuthorizationRequest,
  readAuthorizationRequest,
} from './authorization-request.ts'
import type { Dialect } from './dialect.ts'
import type { Grants } from './grants.ts'

type Needs = { dialect: Dialect; grants: Grants; sessions: BrowserSessions; now: () => Date }
type Answer = (asked: AuthorizationRequest, request: FastifyRequest, reply: FastifyReply) => FastifyReply

const labels: Record<Item, { ko: string; en: string }> = {
  email: { ko: '이메일', en: 'E-mail' },
  nickname: { ko: '별명', en: 'Nickname' },
  picture: { ko: '프로필 사진', en: 'Profile picture' },
}

const sendBack = (
  reply: FastifyReply,
  { redirectUri, state }: AuthorizationRequest,
  answer: Record<string, string>,
) => {
  const parameters = new URLSearchParams({ ...answer, ...(state !== undefined && { state }) })
  const separator = redirectUri.includes('?') ? '&' : '?'
  return reply.header('cache-control', 'no-store').redirect(`${redirectUri}${separator}${parameters}`, 302)
}

const sendError = (reply: FastifyReply, asked: AuthorizationRequest, error: string) =>
  sendBack(reply, asked, { error, error_description: `The request ended with ${error}.` })

const sendCode = (
  reply: FastifyReply,
  asked: AuthorizationRequest,
  login: { personId: string; authTime: Date; isConsented: boolean },
  { dialect, grants }: Needs,
) => {
  const { clientId, redirectUri, codeChallenge, nonce, scope, isOffline } = asked
  const grant = { ...login, clientId, redirectUri, codeChallenge, nonce, scope, isOffline }
  const code = dialect.newCode()
  grants.codes.set(code, grant)
  return sendBack(reply, asked, { code, ...dialect.extras(grant) })
}

const askedItem =
  (person: Person) =>
  (item: Item): AskedItem => ({
    name: item,
    label: labels[item],
    value: item === 'nickname' ? person.nickname : item === 'email' ? person.email?.address : undefined,
    refused: person.refuses.includes(item),
  })

/** Items left to ask; undefined when the person need not be asked at all. */
const leftToAsk = (asked: AuthorizationRequest, personId: string, { dialect, grants }: Needs) => {
  const agreed = grants.agreed.get(personId)
  if (agreed && !asked.asksAgain) return undefined
  const items = dialect.itemsOf(asked.scope).filter((item) => !agreed?.has(item))
  return agreed && items.length === 0 ? undefined : items
}

const withoutPages =
  (needs: Needs): Answer =>
  (asked, request, reply) => {
    const { grants, sessions, now, dialect } = needs
    if (asked.hint !== undefined) {
      const person = personOf(asked.hint)
      if (person.cancels) return sendError(reply, asked, 'access_denied')
      const isConsented = leftToAsk(asked, person.id, needs) !== undefined
      grants.agree(
        person.id,
        dialect.itemsOf(asked.scope).filter((item) => !person.refuses.includes(item)),
      )
      return sendCode(reply, asked, { personId: person.id, authTime: now(), isConsented }, needs)
    }
    const session = sessions.of(request)
    if (!session) return sendError(reply, asked, 'login_required')
    if (leftToAsk(asked, session.personId, needs)) return sendError(reply, asked, 'consent_required')
    return sendCode(reply, asked, { ...session, isConsented: false }, needs)
  }

const begin =
  (needs: Needs): Answer =>
  (asked, request, reply) => {
    // Naver's documents: outside of its own app there is no automatic login, and this is how it says so.
    if (asked.isAutomatic) return sendError(reply, asked, 'access_denied')
    if (asked.prompts.includes('none')) return withoutPages(needs)(asked, request, reply)
    const remembered = asked.prompts.length === 0 ? needs.sessions.of(request)?.personId : undefined
    const action = `${needs.dialect.path}/login?${queryOf(request)}`
    return sendPage(request, reply, 200, loginPage(action, asked.hint ?? remembered))
  }

const login =
  (needs: Needs): Answer =>
  (asked, request, reply) => {
    const { sessions, now, dialect } = needs
    const chosen = formOf(request)?.get('person') ?? ''
    const personId = chosen === SOMEONE_NEW ? someoneNew() : chosen
    const query = queryOf(request).toString()
    if (!isPersonId(personId))
      return sendPage(request, reply, 400, loginPage(`${dialect.path}/login?${query}`, asked.hint))
    const person = personOf(personId)
    if (person.cancels) return sendError(reply, asked, 'access_denied')
    const session = { personId, authTime: now() }
    sessions.begin(reply, session)
    const items = leftToAsk(asked, personId, needs)
    if (!items) return sendCode(reply, asked, { ...session, isConsented: false }, needs)
    const action = `${dialect.path}/consent?${query}`
    return sendPage(request, reply, 200, consentPage(action, person, items.map(askedItem(person))))
  }

const consent =
  (needs: Needs): Answer =>
  (asked, request, reply) => {
    const form = formOf(request)
    const personId = form?.get('person') ?? ''
    if (form?.get('decision') !== 'agree' || !isPersonId(personId))
      return sendError(reply, asked, 'access_denied')
    const ticked = form.getAll('agree')
    const agreed = needs.dialect.itemsOf(asked.scope).filter((item) => ticked.includes(item))
    needs.grants.agree(personId, agreed)
    const session = needs.sessions.of(request)
    const authTime = session?.personId === personId ? session.authTime : needs.now()
    return sendCode(reply, asked, { personId, authTime, isConsented: true }, needs)
  }

const sendRefusal = (
  request: FastifyRequest,
  reply: FastifyReply,
  { error, description }: AuthorizationRefusal,
) =>
  sendPage(request, reply, 400, {
    title: { ko: `잘못된 요청 (${error})`, en: `Invalid request (${error})` },
    body: () => html`<p><code>${description}</code></p>`,
  })

/** The authorization endpoint and its two forms, which carry the query they came from: nothing is remembered. */
export const authorize = (server: FastifyInstance, needs: Needs): void => {
  const checked = (answer: Answer) => (request: FastifyRequest, reply: FastifyReply) => {
    const asked = readAuthorizationRequest(queryOf(request), needs.dialect)
    return asked.kind === 'refused' ? sendRefusal(request, reply, asked) : answer(asked, request, reply)
  }
  const { path } = needs.dialect
  server.get(path, checked(begin(needs)))
  server.post(`${path}/login`, checked(login(needs)))
  server.post(`${path}/consent`, checked(consent(needs)))
}
