import type { FastifyInstance } from 'fastify'
import type { AuthorizationRequest } from '../../../../domain/client.ts'
import type { Authenticate } from '../authenticate.ts'
import { sendAuthorizationError } from '../authorization-response.ts'
import { clientRequestOf } from '../client-parameters.ts'
import { languageOf } from '../negotiation.ts'
import { loginPage } from '../pages/login-page.ts'
import { returnToOf } from '../return-to-parameter.ts'
import { sendPage } from '../send-page.ts'
import type { HttpServices, HttpSettings } from '../services.ts'

/** `GET /login`: a button for each provider; for clients, the authorization endpoint (RFC 6749 3.1). */
export function loginPageRoute(
  scope: FastifyInstance,
  services: HttpServices,
  settings: HttpSettings,
  { authenticate }: { readonly authenticate: Authenticate },
) {
  scope.get('/login', async (request, reply) => {
    const asked = clientRequestOf(request, settings)
    if (asked?.kind === 'refused')
      return sendAuthorizationError(reply, settings.publicUrl, asked, asked.error, asked.description)
    const returnTo = asked ? null : returnToOf(request, settings)
    // Whoever is signed in here is not yet signed in at a client.
    if (!asked && (await authenticate.visitor(request))) return reply.redirect('/account', 303)
    const parameters = asked ? requestAgain(asked.request) : { ...(returnTo && { return_to: returnTo }) }
    const query = Object.keys(parameters).length > 0 ? `?${new URLSearchParams(parameters)}` : ''
    const providers = Object.values(services.providers).map(({ name, label = name }) => ({
      name,
      label,
      href: `/auth/${name}/login${query}`,
    }))
    const language = languageOf(request)
    return sendPage(reply, language, loginPage(language, { providers }))
  })
}

/** The same request once more, for the provider that the person chooses. */
function requestAgain({ clientId, redirectUri, state, codeChallenge }: AuthorizationRequest) {
  const sent = { client_id: clientId, redirect_uri: redirectUri, code_challenge: codeChallenge }
  return { ...sent, code_challenge_method: 'S256', ...(state !== null && { state }) }
}
