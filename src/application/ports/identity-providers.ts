import type { Identity, ProviderName, ProviderProfile } from '../../domain/identity.ts'
import type { LoginAttempt, VerifiedCallback } from '../../domain/login.ts'
import type { NativeProof } from '../../domain/native-login.ts'

/** What a provider may properly say instead of who a person is. `hint` is for the operator's log alone. */
export type ProviderRefusal =
  | { readonly kind: 'invalid_code'; readonly hint: string }
  | { readonly kind: 'access_denied'; readonly hint: string }

export type Identified = {
  readonly kind: 'identified'
  readonly identity: Identity
  /** Asks for the profile, with the tokens that never leave the adapter; at most one more call. */
  profile(): Promise<{ readonly kind: 'profile'; readonly profile: ProviderProfile } | ProviderRefusal>
}

/** Why what an SDK gave to an app proves nobody. */
export type NativeRefusal =
  | { readonly kind: 'invalid_provider_token'; readonly hint: string }
  /** This provider, or this kind of proof, is not taken as it is configured. */
  | { readonly kind: 'native_login_unsupported' }

/** Proved, but perhaps not for the first time: that is for the caller to judge. */
export type NativelyIdentified = Identified & {
  /** As the id_token has it; `null` without one. */
  readonly nonce: string | null
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
  /** Proves what its SDK gave to a mobile app of ours; absent where that proves nothing. */
  proveNative?(proof: NativeProof): Promise<NativelyIdentified | ProviderRefusal | NativeRefusal>
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
