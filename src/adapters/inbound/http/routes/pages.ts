import formbody from '@fastify/formbody'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Authenticate } from '../authenticate.ts'
import { consentsBody } from '../consents-view.ts'
import type { Cookies } from '../cookies.ts'
import { languageOf } from '../negotiation.ts'
import { accountConsents } from '../pages/account-consents.ts'
import { accountIdentities } from '../pages/account-identities.ts'
import { accountPage } from '../pages/account-page.ts'
import { accountSessions } from '../pages/account-sessions.ts'
import { favicon } from '../pages/favicon.ts'
import { stylesheet } from '../pages/stylesheet.ts'
import { termsPage } from '../pages/terms-page.ts'
import { accountWithdrawal } from '../pages/withdrawal-page.ts'
import { Problem } from '../problem.ts'
import { sendPage } from '../send-page.ts'
import type { HttpServices, HttpSettings } from '../services.ts'
import { accountConsentRoutes } from './account-consents.ts'
import { accountIdentityRoutes } from './account-identities.ts'
import { accountLinkRoutes } from './account-link.ts'
import { accountLogoutOf, accountLogoutRoute, policyWith } from './account-logout.ts'
import { accountSessionRoutes } from './account-sessions.ts'
import { accountWithdrawalRoutes } from './account-withdrawal.ts'
import { consentPageRoutes } from './consent-page.ts'
import { loginPageRoute } from './login-page.ts'
import { signupPageRoutes } from './signup-page.ts'
import { verificationPageRoutes } from './verification-page.ts'

/** Seconds for which a browser may keep our stylesheet and icon. */
const assetSeconds = 3_600

type Door = { readonly cookies: Cookies; readonly authenticate: Authenticate }

/** The pages, server-rendered and whole without script. Forms are theirs alone: the API takes JSON only. */
export function pageRoutes(app: FastifyInstance, services: HttpServices, settings: HttpSettings, door: Door) {
  app.register(async (scope) => {
    scope.addHook('onRoute', (route) => {
      route.schema = { ...route.schema, hide: true }
    })
    await scope.register(formbody, { bodyLimit: 16_384 })
    assetRoutes(scope)
    scope.get('/', async (_request, reply) => reply.redirect('/login', 303))
    loginPageRoute(scope, services, settings, door)
    accountPageRoutes(scope, services, settings, door)
    accountLogoutRoute(scope, services, settings, door)
    accountSessionRoutes(scope, services, settings, door.authenticate)
    accountWithdrawalRoutes(scope, services, settings, door)
    accountIdentityRoutes(scope, services, settings, door.authenticate)
    accountLinkRoutes(scope, services, settings, door)
    termsPageRoute(scope, services)
    consentPageRoutes(scope, services, settings, door)
    accountConsentRoutes(scope, services, settings, door.authenticate)
    verificationPageRoutes(scope, services, settings, door)
    signupPageRoutes(scope, services, settings, door)
  })
}

function assetRoutes(scope: FastifyInstance): void {
  const kept = `public, max-age=${assetSeconds}`
  scope.get('/assets/daemun.css', async (_request, reply) =>
    reply.header('cache-control', kept).type('text/css; charset=utf-8').send(stylesheet),
  )
  scope.get('/favicon.ico', async (_request, reply) =>
    reply.header('cache-control', kept).type('image/x-icon').send(favicon),
  )
}

function namedProviders({ providers }: HttpServices) {
  return Object.values(providers).map(({ name, label = name }) => ({ name, label }))
}

function accountPageRoutes(
  scope: FastifyInstance,
  services: HttpServices,
  settings: HttpSettings,
  { authenticate }: Door,
) {
  scope.get('/account', async (request, reply) => {
    const visitor = await authenticate.visitor(request)
    if (!visitor) return reply.redirect('/login', 303)
    const { user, sessionId: current } = visitor
    const sessions = await services.sessions.ofUser(user.id)
    const language = languageOf(request)
    const consents = consentsBody(
      await services.readConsents(user.id),
      services.terms,
      language,
      settings.publicUrl,
    )
    const view = { identities: await services.links.ofUser(user.id), providers: namedProviders(services) }
    const sections = [
      accountIdentities(language, view),
      accountConsents(language, consents),
      accountSessions(language, { sessions, current }),
    ]
    const logoutUrl = accountLogoutOf(services, visitor)
    if (logoutUrl) reply.header('content-security-policy', policyWith(settings, logoutUrl))
    const accountLogout = logoutUrl && visitor.provider
    return sendPage(
      reply,
      language,
      accountPage(language, { user, sections, accountLogout, wayOut: accountWithdrawal(language) }),
    )
  })
}

function termsPageRoute(scope: FastifyInstance, { terms }: HttpServices): void {
  scope.get('/terms/:id/:version', async (request: FastifyRequest, reply) => {
    const { id, version } = request.params as { id: string; version: string }
    const language = languageOf(request)
    const document = terms.document(id, version, language)
    if (!document) throw new Problem('not_found')
    return sendPage(reply, language, termsPage(language, document))
  })
}
