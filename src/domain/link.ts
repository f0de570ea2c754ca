import type { SessionId } from './ids.ts'
import type { UserId, UserStatus } from './user.ts'

/** Who asked for an identity to become theirs, and from which session: sealed into the attempt. */
export type LinkRequest = {
  readonly userId: UserId
  readonly sessionId: SessionId
  /** Whether another account of the same person may be merged into theirs, should the identity have one. */
  readonly merge: boolean
}

export type LinkRefusal =
  /** Somebody else's, or the person's own and they did not ask to merge: neither is told. */
  { readonly kind: 'identity_taken' }

export type LinkDecision =
  | { readonly kind: 'link' }
  | { readonly kind: 'already_linked' }
  | { readonly kind: 'merge'; readonly merged: UserId }
  | LinkRefusal

/**
 * What becomes of an identity that was shown for a link. Both logins are live, so they prove that its user and the
 * one who asks are one person; a user who may not be here is not let in by another's door.
 */
export function decideLink(
  { userId, merge }: LinkRequest,
  owner: { readonly id: UserId; readonly status: UserStatus } | undefined,
): LinkDecision {
  if (!owner) return { kind: 'link' }
  if (owner.id === userId) return { kind: 'already_linked' }
  if (!merge || owner.status !== 'active') return { kind: 'identity_taken' }
  return { kind: 'merge', merged: owner.id }
}

export type UnlinkRefusal = { readonly kind: 'last_identity' } | { readonly kind: 'unknown_identity' }

/** An identity may be taken away as long as another is left: the last one is the only way in. */
export function decideUnlink<Id>(identities: readonly Id[], id: Id): { kind: 'unlink' } | UnlinkRefusal {
  if (!identities.includes(id)) return { kind: 'unknown_identity' }
  return identities.length === 1 ? { kind: 'last_identity' } : { kind: 'unlink' }
}
