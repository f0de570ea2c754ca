import type { LoginAttempt, VerifiedCallback } from '../../../domain/login.ts'
import { codeChallenge } from './code-challenge.ts'

/** What an OAuth client is registered as at a provider. */
export type Registration = {
  readonly clientId: string
  /** `null`: a client without a secret, which none is sent for. */
  readonly clientSecret: string | null
  readonly redirectUri: string
}

/** The authorization endpoint with every parameter that is the same for all attempts (RFC 6749 4.1.1). */
export function authorizationAddress(
  endpoint: string,
  { clientId, redirectUri }: Pick<Registration, 'clientId' | 'redirectUri'>,
  parameters: Readonly<Record<string, string>> = {},
): string {
  const standard = { response_type: 'code', client_id: clientId, redirect_uri: redirectUri }
  const separator = endpoint.includes('?') ? '&' : '?'
  return `${endpoint}${separator}${new URLSearchParams({ ...standard, ...parameters })}`
}

/** What binds an answer to its attempt: state, nonce, and PKCE by S256, never less (RFC 9700 2.1.1). */
export function proofOf({ state, nonce, codeVerifier }: LoginAttempt): URLSearchParams {
  return new URLSearchParams({
    state,
    nonce,
    code_challenge: codeChallenge(codeVerifier),
    code_challenge_method: 'S256',
  })
}

/** The token request (RFC 6749 4.1.3, RFC 7636 4.5) with the client's credentials in the body. */
export function codeForm(client: Registration, callback: VerifiedCallback): Record<string, string> {
  return { ...bodyCredentials(client), ...codeGrant(client, callback), code_verifier: callback.codeVerifier }
}

/** What every token request of the code flow says, whoever the client is. */
export function codeGrant(
  { redirectUri }: Pick<Registration, 'redirectUri'>,
  { code }: VerifiedCallback,
): Record<string, string> {
  return { grant_type: 'authorization_code', redirect_uri: redirectUri, code }
}

/** `client_secret_post` (RFC 6749 2.3.1). */
export function bodyCredentials({ clientId, clientSecret }: Registration): Record<string, string> {
  return { client_id: clientId, ...(clientSecret === null ? {} : { client_secret: clientSecret }) }
}

/** `client_secret_basic` (RFC 6749 2.3.1): both halves are form-encoded before they are joined. */
export function basicCredentials({ clientId, clientSecret }: Registration): Record<string, string> {
  const encoded = (text: string) => new URLSearchParams([['', text]]).toString().slice(1)
  const pair = `${encoded(clientId)}:${encoded(clientSecret ?? '')}`
  return { authorization: `Basic ${Buffer.from(pair).toString('base64')}` }
}
