import type { ProviderRefreshToken } from '../../../application/ports/identity-providers.ts'
import { ProviderFailure } from '../../../application/ports/identity-providers.ts'
import type { ProviderName } from '../../../domain/identity.ts'
import { knownError } from './meanings.ts'
import type { ProviderAnswer } from './provider-http.ts'

/** RFC 7009 2.1, besides who we are. */
export function revocationForm(refreshToken: ProviderRefreshToken): Record<string, string> {
  return { token: refreshToken, token_type_hint: 'refresh_token' }
}

/** RFC 7009 2.2: a token that is gone answers 200 too; Google's documents say 400 for it. */
export function requireRevoked(provider: ProviderName, { status, json }: ProviderAnswer): void {
  if (status === 200 || (status === 400 && json.error === 'invalid_token')) return
  const hint = status === 401 ? ': are client id and secret right?' : ''
  const said = `the revocation endpoint answered ${status} ${knownError(json.error)}${hint}`
  throw new ProviderFailure('provider_unavailable', provider, said)
}

/** What a token answer has besides; anything but a text of a sane length is none. */
export function refreshTokenOf(value: unknown): ProviderRefreshToken | undefined {
  const isOne = typeof value === 'string' && /^[\x21-\x7e]{1,4096}$/.test(value)
  return isOne ? (value as ProviderRefreshToken) : undefined
}
