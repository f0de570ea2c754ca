import { duplicated, one } from '../parameters.ts'
import { isPersonId } from '../people.ts'
import { isRegistered } from '../redirect-uris.ts'
import {
  type ConsentItem,
  consentItems,
  isConsentItem,
  isLoginKey,
  type KakaoApplication,
} from './application.ts'
import type { KoeCode } from './koe.ts'

export type AuthorizationRequest = {
  kind: 'valid'
  clientId: string
  redirectUri: string
  state: string | undefined
  nonce: string | undefined
  codeChallenge: string | undefined
  /** Items to consent to; without `scope` all that the application has. */
  asked: readonly ConsentItem[]
  /** True when `scope` named the items, which asks again for those refused before. */
  explicit: boolean
  /** Tags of service terms to show (Kakao Sync). */
  serviceTerms: readonly string[]
  openid: boolean
  prompts: readonly string[]
  /** The id in `login_hint`, if it is one. */
  hint: string | undefined
}
export type AuthorizationRefusal = { kind: 'refused'; code: KoeCode; description: string }

const PROMPTS = ['login', 'none', 'select_account', 'create']
const REQUIRED = ['client_id', 'redirect_uri', 'response_type']

const refused = (code: KoeCode, description: string): AuthorizationRefusal => ({
  kind: 'refused',
  code,
  description,
})

// The documentation separates by commas, the official SDKs by spaces; both work.
const list = (value = ''): string[] => value.split(/[\s,]+/).filter((word) => word !== '')

const clientRefusal = (query: URLSearchParams, application: KakaoApplication) => {
  const twice = duplicated(query)
  if (twice !== undefined) return refused('KOE001', `Duplicate parameter: ${twice}`)
  const clientId = one(query, 'client_id')
  if (!isLoginKey(clientId, application))
    return refused('KOE101', `Not exist client_id [${clientId ?? 'null'}]`)
  const redirectUri = one(query, 'redirect_uri')
  const isTheirs = (uri: string) => uri === `kakao${clientId}://oauth`
  const isKnown = clientId === application.clientId ? isRegistered : isTheirs
  if (redirectUri !== undefined && !isKnown(redirectUri))
    return refused('KOE006', `Not registered redirect_uri: ${redirectUri}`)
  const responseType = one(query, 'response_type') ?? 'code'
  if (responseType === 'token') return refused('KOE202', 'The implicit grant is not supported')
  if (responseType !== 'code') return refused('KOE201', `Unsupported response type: ${responseType}`)
  const channel = one(query, 'channel_public_id')
  if (channel !== undefined && channel !== application.channelPublicId)
    return refused('KOE102', `Not linked channel_public_id: ${channel}`)
  const missing = REQUIRED.find((name) => one(query, name) === undefined)
  return missing && refused('KOE207', `Missing parameter: ${missing}`)
}

const contentRefusal = (query: URLSearchParams) => {
  const unknown = list(query.get('scope') ?? '').filter(
    (scope) => scope !== 'openid' && !isConsentItem(scope),
  )
  if (unknown.length > 0) return refused('KOE205', `Invalid scope: ${unknown.join(',')}`)
  const challenge = one(query, 'code_challenge')
  const method = one(query, 'code_challenge_method')
  // RFC 7636 section 4.2: a challenge by S256 is 43 characters; `plain`, the default, is not offered.
  const proper =
    challenge === undefined ? method === undefined : /^[\w-]{43}$/.test(challenge) && method === 'S256'
  if (!proper) return refused('KOE204', 'Invalid code_challenge: only S256 is supported')
  const prompts = list(query.get('prompt') ?? '')
  if (prompts.some((prompt) => !PROMPTS.includes(prompt)) || (prompts.includes('none') && prompts.length > 1))
    return refused('KOE204', `Invalid prompt: ${prompts.join(',')}`)
}

/**
 * What `/oauth/authorize` was asked, or the page to show instead. The order of the checks is an assumption;
 * unknown parameters are ignored, as the official SDKs send some.
 */
export const readAuthorizationRequest = (
  query: URLSearchParams,
  application: KakaoApplication,
): AuthorizationRequest | AuthorizationRefusal => {
  const refusal = clientRefusal(query, application) || contentRefusal(query)
  if (refusal) return refusal
  const scopes = list(query.get('scope') ?? '')
  const hint = one(query, 'login_hint')
  return {
    kind: 'valid',
    clientId: query.get('client_id') ?? '',
    redirectUri: query.get('redirect_uri') ?? '',
    state: one(query, 'state'),
    nonce: one(query, 'nonce'),
    codeChallenge: one(query, 'code_challenge'),
    asked: scopes.length > 0 ? scopes.filter(isConsentItem) : consentItems,
    explicit: scopes.length > 0,
    serviceTerms: list(query.get('service_terms') ?? ''),
    openid: scopes.length === 0 || scopes.includes('openid'),
    prompts: list(query.get('prompt') ?? ''),
    hint: hint !== undefined && isPersonId(hint) ? hint : undefined,
  }
}
