import type { Brand } from './brand.ts'

/** The providers that we know the habits of. */
export type KnownProviderName = 'kakao' | 'naver' | 'google' | 'line'

/** An OpenID provider that we know by its configuration alone, by the lower-case name that stands in it. */
export type OpenIdProviderName = Brand<string, 'OpenIdProviderName'>

/** The providers whose word on a person we take. */
export type ProviderName = KnownProviderName | OpenIdProviderName

/** Who a person is at one provider, as text: Kakao's ids pass 2^53, so they are never numbers. */
export type Subject = Brand<string, 'Subject'>

/** Our own name for a provider and subject together; says nothing of the person. */
export type IdentityId = Brand<string, 'IdentityId'>

/** The key of a person at a provider. Never an e-mail, never a name (OpenID Connect Core 5.7). */
export type Identity = { readonly provider: ProviderName; readonly subject: Subject }

/** What a provider says of a person. The e-mail is here only when the provider marks it verified. */
export type ProviderProfile = {
  readonly nickname: string | null
  readonly email: string | null
  readonly imageUrl: string | null
}

/**
 * Takes the provider's word for a subject: 1 to 255 characters of visible ASCII (OpenID Connect Core 2).
 * `undefined` when it is anything else, so that "null" objects and empty ids never become a person.
 */
export function parseSubject(value: unknown): Subject | undefined {
  if (typeof value !== 'string' || !/^[\x21-\x7e]{1,255}$/.test(value)) return undefined
  return value as Subject
}
