import type { Brand } from '../../domain/brand.ts'
import type { Identity, ProviderName, ProviderProfile, Subject } from '../../domain/identity.ts'
import type { LoginAttempt, VerifiedCallback } from '../../domain/login.ts'
import type { NativeProof } from '../../domain/native-login.ts'
import type { ProviderNotice } from '../../domain/provider-notice.ts'

/** What a provider may properly say instead of who a person is. `hint` is for the operator's log alone. */
export type ProviderRefusal =
  | { readonly kind: 'invalid_code'; readonly hint: string }
  | { readonly kind: 'access_denied'; readonly hint: string }

export type Identified = {
  readonly kind: 'identified'
  readonly identity: Identity
  /** Where the link is taken away with it, and the provider gave one: not at every login. */
  readonly refreshToken?: ProviderRefreshToken
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

/** What a provider takes a link away for (RFC 7009). It can be presented, so it is kept sealed, and no longer than the link. */
export type ProviderRefreshToken = Brand<string, 'ProviderRefreshToken'>

/** At a provider that leaves it to the application to connect people, once they have signed up. */
export type Joining = {
  /** After which the provider gives up whoever was not joined. */
  readonly longestSignupSeconds: number
  /** Also of one who was joined before. `over`: the provider has given them up, and a new login is wanted. */
  join(ticket: JoinTicket): Promise<'joined' | 'over'>
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
  /** Absent: whoever logs in is connected by the provider itself. */
  readonly joining?: Joining
  /** Proves what its SDK gave to a mobile app of ours; absent where that proves nothing. */
  proveNative?(proof: NativeProof): Promise<NativelyIdentified | ProviderRefusal | NativeRefusal>
  /** Absent where nothing can be said about a link, as the provider or the settings have it. */
  readonly links?: ProviderLinks
  /** How to read what it tells without being asked. */
  readonly notices?: NoticeSource
}

/** The link between an application and a person, as the provider keeps it. Throws `ProviderFailure`. */
export type ProviderLinks = {
  /** Absent: this provider tells nothing of people who are not there. */
  has?(subject: Subject): Promise<boolean>
  /** Takes the link away; that there is none any more, or no token where one is needed, is as good. */
  remove(subject: Subject, refreshToken: ProviderRefreshToken | null): Promise<void>
}

/** What a provider tells of a person. */
export type ReadNotice = {
  readonly kind: 'notice'
  readonly subject: Subject
  readonly notice: ProviderNotice
  /** The provider's own id of it, where it has one. */
  readonly id: string | null
  /** When it happened, by the provider's clock; `null` where it does not say. */
  readonly at: Date | null
}

/** The provider told it, and it comes to nothing. `hint`: what, for the operator's log alone. */
export type HeardNothing = { readonly kind: 'nothing'; readonly hint: string }

/** Why what came is no notice. `hint` is for the operator's log alone. */
export type UnlinkRefusal =
  /** The caller shows no credentials, or others than the provider's. */
  | { readonly kind: 'unauthorized'; readonly hint: string }
  /** Signed by somebody else, or changed on the way. */
  | { readonly kind: 'forged'; readonly hint: string }
  /** `detail`: what would be right. */
  | { readonly kind: 'invalid'; readonly field: string; readonly detail: string }

/** RFC 8935 2.4. */
export type SecurityEventRefusal = {
  readonly kind: 'refused'
  readonly err: 'invalid_request' | 'invalid_key' | 'invalid_issuer' | 'invalid_audience'
  readonly description: string
}

/** A callback with parameters, for who unlinked us at the provider. */
export type UnlinkCallback = {
  /** The one status that the provider takes for heard. */
  readonly heard: 200 | 204
  /** By the header `Authorization`, and the parameters of query and body; one with two values is a list. */
  read(
    authorization: string | undefined,
    fields: Readonly<Record<string, unknown>>,
  ): ReadNotice | UnlinkRefusal
}

/** Security event tokens (RFC 8417), pushed (RFC 8935). */
export type SecurityEventSource = {
  /** The one type of content that it sends them as; `null`: it does not say, so that any will do. */
  readonly contentType: string | null
  /** A compact JWS. Throws `ProviderFailure` when the keys are out of reach. */
  read(token: string): Promise<ReadNotice | HeardNothing | SecurityEventRefusal>
}

/** Proves that a provider itself is telling, and reads what; whatever it does not send is absent. */
export type NoticeSource = {
  readonly unlink?: UnlinkCallback
  readonly events?: SecurityEventSource
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
