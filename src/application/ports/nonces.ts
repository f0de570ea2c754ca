import type { ProviderName } from '../../domain/identity.ts'

/** Nonces for logins by a provider's own SDK: signed by us, so that none is stored before it is used. */
export type Nonces = {
  /** For one login at this provider, within `expiresIn` seconds. */
  issue(provider: ProviderName, now: Date): { readonly nonce: string; readonly expiresIn: number }
  /** Whether we issued it, for this provider, and its time is not over. */
  isOurs(provider: ProviderName, nonce: string, now: Date): boolean
}
