import { ProviderFailure, type ProviderRefusal } from '../../../application/ports/identity-providers.ts'
import type { ProviderName } from '../../../domain/identity.ts'
import type { VerifiedCallback } from '../../../domain/login.ts'
import type { ProviderMetadata } from './discovery.ts'
import type { Meaning } from './meanings.ts'
import { knownError, lookUp, ours, refuse } from './meanings.ts'
import type { Registration } from './oauth-client.ts'
import { basicCredentials, bodyCredentials, codeGrant } from './oauth-client.ts'
import type { ProviderAnswer, ProviderHttp } from './provider-http.ts'

export type OpenIdClient = Registration & {
  readonly name: ProviderName
  /** Where the provider's documents say more than its discovery document. */
  readonly clientAuthentication?: ProviderMetadata['clientAuthentication']
}

/** What we call an endpoint of the provider with, that asks who we are. */
export function credentials(
  client: OpenIdClient,
  found: Pick<ProviderMetadata, 'clientAuthentication'>,
): { readonly form: Record<string, string>; readonly headers: Record<string, string> } {
  const method = client.clientAuthentication ?? found.clientAuthentication
  if (method === 'client_secret_post' || client.clientSecret === null)
    return { form: bodyCredentials(client), headers: {} }
  return { form: {}, headers: basicCredentials(client) }
}

export type ExchangedTokens = {
  readonly kind: 'exchanged'
  readonly accessToken: string
  readonly idToken: unknown
  readonly refreshToken: unknown
}

/** The code for tokens (RFC 6749 4.1.3), once. */
export async function exchange(
  client: OpenIdClient,
  found: ProviderMetadata,
  http: ProviderHttp,
  callback: VerifiedCallback,
): Promise<ExchangedTokens | ProviderRefusal> {
  const { form, headers } = credentials(client, found)
  const grant = { ...form, ...codeGrant(client, callback), code_verifier: callback.codeVerifier }
  const answer = await http.postForm(found.tokenEndpoint, grant, headers)
  const { access_token: accessToken, token_type: tokenType } = answer.json
  if (answer.status !== 200 || typeof accessToken !== 'string') return tokenRefusal(client.name, answer)
  if (String(tokenType).toLowerCase() !== 'bearer')
    throw new ProviderFailure('provider_unavailable', client.name, 'the token is not a bearer token')
  const { id_token: idToken, refresh_token: refreshToken } = answer.json
  return { kind: 'exchanged', accessToken, idToken, refreshToken }
}

const meanings: Readonly<Record<string, Meaning>> = {
  invalid_grant: { means: 'invalid_code', hint: 'the code is unknown, expired or used' },
  access_denied: { means: 'access_denied', hint: 'the provider refused this person' },
  invalid_client: ours('the client id or secret is wrong'),
  unauthorized_client: ours('this client may not use the code flow'),
  redirect_uri_mismatch: ours('register the redirect URI of this provider'),
}

function tokenRefusal(provider: ProviderName, { status, json }: ProviderAnswer): ProviderRefusal {
  const said = `the token endpoint answered ${status} ${knownError(json.error)}`
  return refuse(provider, lookUp(meanings, json.error), said)
}
