import type { ProviderName } from './identity.ts'

/** What the SDK of a provider gave to a mobile app. */
export type NativeProof =
  | { readonly kind: 'id_token'; readonly idToken: string }
  | { readonly kind: 'access_token'; readonly accessToken: string }

/** Seconds within which a person must have logged in by the SDK, from the challenge to the id_token handed in. */
export const nonceTtlSeconds = 600

/**
 * Seconds for which a proof stays spent: longer than any id_token is believed, which is ten minutes after it was
 * issued and a minute for clocks, and than any nonce.
 */
export const spentSeconds = 1_800

/**
 * What may prove a login only once. A nonce that the token carries is judged by `isOurs`, whether the app names it
 * or not; a token without one is its own: nobody asked for it, so all that is left is that it comes but once.
 */
export function onceOnly(
  provider: ProviderName,
  { idToken }: Extract<NativeProof, { kind: 'id_token' }>,
  nonce: { readonly sent: string | undefined; readonly claimed: string | null },
  isOurs: (nonce: string) => boolean,
): { readonly kind: 'once'; readonly proof: string } | { readonly kind: 'invalid_nonce' } {
  const { sent, claimed } = nonce
  if (sent !== undefined && sent !== claimed) return { kind: 'invalid_nonce' }
  // Without the signature: the same one has many spellings (security 4.3), what it signs has one.
  const signed = idToken.split('.', 2).join('.')
  if (claimed === null) return { kind: 'once', proof: `${provider} id_token ${signed}` }
  return isOurs(claimed) ? { kind: 'once', proof: `${provider} nonce ${claimed}` } : { kind: 'invalid_nonce' }
}
