import type { ClientId } from '../../domain/client.ts'
import type { Identity, IdentityId, ProviderName } from '../../domain/identity.ts'
import type { SessionId } from '../../domain/ids.ts'
import type { Device, RefreshTokenHash } from '../../domain/session.ts'
import type { TermsVersion } from '../../domain/terms.ts'
import type { User, UserId } from '../../domain/user.ts'
import type { SealedProfile, SealedProviderToken } from './seals.ts'

/** A session about to be: it lives exactly as long as the user it is stored for is found. */
export type NewSession = {
  readonly id: SessionId
  readonly refreshTokenHash: RefreshTokenHash
  readonly ttlSeconds: number
  readonly device: Device
  /** Who will hold its tokens; `null` is our own pages and API. */
  readonly clientId: ClientId | null
}

/** An identity that its provider has just proved. A token that came with it takes the place of an older one. */
export type ShownIdentity = Identity & { readonly sealedToken?: SealedProviderToken | null }

export type SignedIn = {
  readonly kind: 'signed_in'
  readonly user: Pick<User, 'id' | 'nickname'>
  readonly sessionId: SessionId
  readonly provider: ProviderName
  readonly clientId: ClientId | null
  readonly startedAt: Date
}

/** Nobody has finished signup as this identity; or they have, and may not come in. */
export type NotSignedIn =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'user_blocked' }
  /** They left, and may come back for a while yet. */
  | { readonly kind: 'user_withdrawn' }
  | { readonly kind: 'consent_required'; readonly userId: UserId }

/** The two statements of a callback. Each is one round trip and safe under any race. */
export type Logins = {
  /**
   * Finds the user of an identity and starts the session, with `UserLoggedIn`; anything else writes nothing. Who has
   * not agreed to one of the `required` versions is asked to first: `consent_required`.
   */
  signIn(
    identity: ShownIdentity,
    session: NewSession,
    required?: readonly Pick<TermsVersion, 'id' | 'version'>[],
  ): Promise<SignedIn | NotSignedIn>
  /**
   * Records that an identity was shown. Only when nobody has shown it before is `UserFirstSeen` written, in
   * the same statement (invariant 1). The profile is kept sealed until signup ends, and replaces an older one.
   */
  firstSeen(identity: ShownIdentity, profile: SealedProfile): Promise<IdentityId>
}
