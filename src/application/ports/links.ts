import type { IdentityId, ProviderName } from '../../domain/identity.ts'
import type { SessionId } from '../../domain/ids.ts'
import type { LinkDecision, LinkRefusal, LinkRequest, UnlinkRefusal } from '../../domain/link.ts'
import type { SessionEnd } from '../../domain/session.ts'
import type { UserId, UserStatus } from '../../domain/user.ts'
import type { ShownIdentity } from './logins.ts'

export type LinkedIdentity = {
  readonly id: IdentityId
  readonly provider: ProviderName
  /** When it was shown here for the first time. */
  readonly firstSeenAt: Date
}

export type Linked =
  | { readonly kind: 'linked' }
  /** All that was another user's is theirs now. */
  | { readonly kind: 'merged' }
  | LinkRefusal
  /** The session that asked is over. */
  | { readonly kind: 'invalid_grant' }

/** The identities that open one user's account. Every change holds the users that it concerns. */
export type Links = {
  /** Oldest first; of nobody, none. */
  ofUser(user: UserId): Promise<readonly LinkedIdentity[]>
  /**
   * Makes a proved identity the user's, with `IdentityLinked`; a signup that was open for it is given up. To merge
   * moves the other user's identities, sessions, and consents to terms that this one has not answered, erases their
   * profile, and tells `UsersMerged`. Doing so again changes nothing.
   */
  link(
    identity: ShownIdentity,
    request: LinkRequest,
    decide: (owner: { readonly id: UserId; readonly status: UserStatus } | undefined) => LinkDecision,
  ): Promise<Linked>
  /**
   * Takes an identity away, with `IdentityUnlinked`: shown again it is a first sight. Sessions that were begun by its
   * provider end with it, but for the one that asks, unless another identity of that provider is left.
   */
  unlink(
    user: UserId,
    id: IdentityId,
    sessions: { readonly asking: SessionId; readonly end: SessionEnd },
    decide: (identities: readonly IdentityId[]) => { readonly kind: 'unlink' } | UnlinkRefusal,
  ): Promise<{ readonly kind: 'unlinked' } | UnlinkRefusal>
}
