import type { ProviderRefusal } from '../../../application/ports/identity-providers.ts'
import { ProviderFailure } from '../../../application/ports/identity-providers.ts'
import type { ProviderName } from '../../../domain/identity.ts'

/** What a provider's code for an error means to us; `hint` is what its operator should do. */
export type Meaning = {
  readonly means: ProviderRefusal['kind'] | ProviderFailure['code']
  readonly hint: string
}

/** A fault of our own registration at the provider: the person can do nothing about it. */
export function ours(hint: string): Meaning {
  return { means: 'provider_unavailable', hint }
}

/** Own members only: a provider may well say "constructor". */
export function lookUp(table: Readonly<Record<string, Meaning>>, code: unknown): Meaning | undefined {
  return typeof code === 'string' && Object.hasOwn(table, code) ? table[code] : undefined
}

/** Says no as a meaning says it; what has none is a fault of the provider. `said` never quotes a person or a token. */
export function refuse(provider: ProviderName, meaning: Meaning | undefined, said: string): ProviderRefusal {
  const hint = meaning ? `${said}: ${meaning.hint}` : said
  if (meaning?.means === 'invalid_code' || meaning?.means === 'access_denied')
    return { kind: meaning.means, hint }
  throw new ProviderFailure(meaning?.means ?? 'provider_unavailable', provider, hint)
}

/** Only what looks like an error code of RFC 6749 goes to the log. */
export function knownError(error: unknown): string {
  return typeof error === 'string' && /^[a-z_]{1,40}$/.test(error) ? error : 'without a known error'
}
