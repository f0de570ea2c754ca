import { duplicated, one } from '../parameters.ts'
import { isPersonId } from '../people.ts'
import { isRegistered } from '../redirect-uris.ts'
import type { Dialect } from './dialect.ts'

export type AuthorizationRequest = {
  kind: 'valid'
  clientId: string
  redirectUri: string
  state: string | undefined
  nonce: string | undefined
  codeChallenge: string | undefined
  scope: readonly string[]
  prompts: readonly string[]
  /** True when refused items are to be asked for again. */
  asksAgain: boolean
  /** Naver's `auth_type=autologin`. */
  isAutomatic: boolean
  hint: string | undefined
  /** Google's `access_type=offline`. */
  isOffline: boolean
}
export type AuthorizationRefusal = { kind: 'refused'; error: string; description: string }

const refused = (error: string, description: string): AuthorizationRefusal => ({
  kind: 'refused',
  error,
  description,
})

const words = (value: string | undefined) => (value ?? '').split(/\s+/).filter((word) => word !== '')

const refusalOf = (query: URLSearchParams, { clients, stateRequired }: Dialect) => {
  const twice = duplicated(query)
  if (twice !== undefined) return refused('invalid_request', `Duplicate parameter: ${twice}`)
  if (!clients.some(({ clientId }) => clientId === one(query, 'client_id')))
    return refused('invalid_client', 'The OAuth client was not found.')
  if (!isRegistered(one(query, 'redirect_uri') ?? ''))
    return refused('redirect_uri_mismatch', 'The redirect_uri is not registered.')
  if (one(query, 'response_type') !== 'code')
    return refused('unsupported_response_type', 'The response_type must be code.')
  if (stateRequired && one(query, 'state') === undefined)
    return refused('invalid_request', 'Missing parameter: state')
  const challenge = one(query, 'code_challenge')
  const isProper =
    challenge === undefined ||
    (/^[\w-]{43}$/.test(challenge) && one(query, 'code_challenge_method') === 'S256')
  return isProper ? undefined : refused('invalid_request', 'Only code_challenge_method=S256 is supported.')
}

/** What the authorization endpoint was asked, or the page to show instead; unknown parameters are ignored. */
export const readAuthorizationRequest = (
  query: URLSearchParams,
  dialect: Dialect,
): AuthorizationRequest | AuthorizationRefusal => {
  const refusal = refusalOf(query, dialect)
  if (refusal) return refusal
  const hint = one(query, 'login_hint')
  const prompts = words(one(query, 'prompt'))
  return {
    kind: 'valid',
    clientId: one(query, 'client_id') ?? '',
    redirectUri: one(query, 'redirect_uri') ?? '',
    state: one(query, 'state'),
    nonce: one(query, 'nonce'),
    codeChallenge: one(query, 'code_challenge'),
    scope: words(one(query, 'scope')),
    prompts,
    asksAgain: prompts.includes('consent') || one(query, 'auth_type') === 'reprompt',
    isAutomatic: one(query, 'auth_type') === 'autologin',
    hint: hint !== undefined && isPersonId(hint) ? hint : undefined,
    isOffline: one(query, 'access_type') === 'offline',
  }
}
