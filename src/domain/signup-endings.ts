import type { DomainEvent } from './events.ts'
import type { Ended, OpenSignup } from './pending-signup.ts'

/** Tells that a newcomer may want to be reminded; of one whose time is up there is nothing to tell. */
export function remind({ id, identityId, expiresAt }: OpenSignup, now: Date): readonly DomainEvent[] {
  return now < expiresAt ? [{ type: 'SignupReminderDue', signupId: id, identityId }] : []
}

/** Ends a signup whose time is up; `undefined` while it still has some. */
export function expire(signup: OpenSignup, now: Date): Ended | undefined {
  if (now < signup.expiresAt) return undefined
  const { id, identityId } = signup
  return {
    kind: 'ended',
    signup: { status: 'expired', id, identityId },
    events: [{ type: 'PendingSignupExpired', signupId: id, identityId }],
  }
}

/** Ends a signup because the person gives it up. */
export function abandon({ id, identityId }: OpenSignup): Ended {
  return {
    kind: 'ended',
    signup: { status: 'abandoned', id, identityId },
    events: [{ type: 'PendingSignupAbandoned', signupId: id, identityId }],
  }
}

/** Ends a signup whose person has taken the provider's link away. */
export function unlink({ id, identityId }: OpenSignup): Ended {
  return {
    kind: 'ended',
    signup: { status: 'unlinked', id, identityId },
    events: [{ type: 'PendingSignupUnlinked', signupId: id, identityId }],
  }
}

/** Ends a signup that may not go on; the event says no more than that. */
export function reject({ id, identityId }: OpenSignup): Ended {
  return {
    kind: 'ended',
    signup: { status: 'rejected', id, identityId },
    events: [{ type: 'PendingSignupRejected', signupId: id, identityId }],
  }
}
