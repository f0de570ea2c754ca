import type { Brand } from '../../domain/brand.ts'
import type { ClientId } from '../../domain/client.ts'
import type { Destination } from '../../domain/destination.ts'
import type { IdentityId, ProviderName } from '../../domain/identity.ts'
import type { SessionId } from '../../domain/ids.ts'
import type { UserId } from '../../domain/user.ts'

/** A JWT by RFC 9068. */
export type AccessToken = Brand<string, 'AccessToken'>

/** Good for the signup calls of one identity and for nothing else. */
export type SignupToken = Brand<string, 'SignupToken'>

export type ConsentToken = Brand<string, 'ConsentToken'>

export type AccessGrant = {
  readonly userId: UserId
  readonly sessionId: SessionId
  readonly provider: ProviderName
  /** `null` is our own pages and API. */
  readonly clientId: ClientId | null
  /** When the person last proved who they are. */
  readonly authenticatedAt: Date
}

/** Whose signup, and where it leads. */
export type SignupGrant = Destination & { readonly identityId: IdentityId }

/** Whose login waits for new terms to be agreed to. */
export type ConsentGrant = Destination & {
  readonly userId: UserId
  readonly provider: ProviderName
}

/** A public signing key as a JWK (RFC 7517). */
export type PublicKey = Readonly<Record<string, unknown>> & { readonly kid: string }

/** What leaves the house signed. A token of one kind is never accepted as the other (RFC 8725 3.11). */
export type AccessTokens = {
  issue(grant: AccessGrant): Promise<{ readonly accessToken: AccessToken; readonly expiresIn: number }>
  verify(
    presented: string,
  ): Promise<
    | { readonly kind: 'valid'; readonly userId: UserId; readonly sessionId: SessionId }
    | { readonly kind: 'invalid_token' }
  >
  issueSignup(grant: SignupGrant): Promise<{ readonly signupToken: SignupToken; readonly expiresIn: number }>
  /** `signup_expired` is told apart, because the person can act on it: log in again. */
  verifySignup(
    presented: string,
  ): Promise<
    | ({ readonly kind: 'valid' } & SignupGrant)
    | { readonly kind: 'invalid_token' }
    | { readonly kind: 'signup_expired' }
  >
  /** For a login that waits for new terms; good for the calls that agree to them, and for nothing else. */
  issueConsent(
    grant: ConsentGrant,
  ): Promise<{ readonly consentToken: ConsentToken; readonly expiresIn: number }>
  verifyConsent(
    presented: string,
  ): Promise<({ readonly kind: 'valid' } & ConsentGrant) | { readonly kind: 'invalid_token' }>
  /** The keys that our tokens verify with. */
  publicKeys(): readonly PublicKey[]
}
