import type { Brand } from '../../domain/brand.ts'
import type { Identity, ProviderName, ProviderProfile } from '../../domain/identity.ts'
import type { LoginAttempt, VerifiedCallback } from '../../domain/login.ts'

/** What a provider may properly say instead of who a person is. `hint` is for the operator's log alone. */
export type ProviderRefusal =
  | { readonly kind: 'invalid_code'; readonly hint: string }
  | { readonly kind: 'access_denied'; readonly hint: string }

export type Identified = {
  readonly kind: 'identified'
  readonly identity: Identity
  /** Asks for the profile, with the tokens that never leave the adapter; at most one more call. */
  profile(): Promise<ToldProfile | ProviderRefusal>
}

export type ToldProfile = {
  readonly kind: 'profile'
  readonly profile: ProviderProfile
  /** For `Joining.join`; it can be presented, so it is kept sealed and no longer than the signup. */
  readonly joinTicket?: JoinTicket
}

export type JoinTicket = Brand<string, 'JoinTicket'>

/** At a provider that leaves it to the application to connect people, once they have signed up. */
export type Joining = {
  /** After which the provider gives up whoever was not joined. */
  readonly longestSignupSeconds: number
  /** Also of one who was joined before. `over`: the provider has given them up, and a new login is wanted. */
  join(ticket: JoinTicket): Promise<'joined' | 'over'>
}

/** Someone who vouches for people. Throws `ProviderFailure` when absent, slow or mad. */
export type IdentityProvider = {
  readonly name: ProviderName
  /** What people call it, where our own texts have no word for it. */
  readonly label?: string
  /** The only `iss` that its answers may carry. */
  readonly issuer: string
  /** Whether it promises to send `iss` (RFC 9207 3), so that an answer without it is another's; absent: it does not. */
  sendsIss?(): Promise<boolean>
  /** Where to send the browser (RFC 6749 4.1.1). */
  authorizationUrl(attempt: LoginAttempt): Promise<string>
  /** Where a browser signs out of the provider's own account too, on a computer that others use; absent: nowhere. */
  readonly accountLogoutUrl?: string
  /** One call: the code for tokens, and from them the proved identity. Never tried twice. */
  identify(callback: VerifiedCallback): Promise<Identified | ProviderRefusal>
  /** Absent: whoever logs in is connected by the provider itself. */
  readonly joining?: Joining
}

/** The providers that are configured. */
export type IdentityProviders = { readonly [name: string]: IdentityProvider }

/** A provider is absent, slow, overloaded or mad: only time, or the operator, can heal it. */
export class ProviderFailure extends Error {
  readonly code: 'provider_unavailable' | 'provider_timeout' | 'provider_busy'
  readonly provider: ProviderName
  /** What an operator should look at; never a token, a code or a person. */
  readonly hint: string

  constructor(code: ProviderFailure['code'], provider: ProviderName, hint: string) {
    super(`${provider}: ${code}: ${hint}`)
    this.name = 'ProviderFailure'
    this.code = code
    this.provider = provider
    this.hint = hint
  }
}
