/** What a provider tells of a person without being asked, in our own words. */
export type ProviderNotice =
  /** The person took the link away at the provider; the account there lives on. */
  | 'unlinked'
  /** The account at the provider is gone. */
  | 'account_deleted'
  /** The provider gave up on a signup that was not finished in its time. */
  | 'signup_incomplete'
  /** Somebody else may be using the account, or its sessions are over. */
  | 'sessions_revoked'
  /** The same, and whatever the provider gave us is worth nothing any more. */
  | 'tokens_revoked'

/** What becomes of a user. `sign_out` ends every session, and leaves the way back in open. */
export type NoticeEffect = 'sign_out' | 'withdraw'

/** What an operator wants each notice to come to. */
export type NoticePolicy = { readonly unlinked: NoticeEffect; readonly accountDeleted: NoticeEffect }

/** What a notice comes to for a user; a signup that is not finished ends with any that takes its link away. */
export function effectOf(notice: ProviderNotice, policy: NoticePolicy): NoticeEffect {
  if (notice === 'unlinked') return policy.unlinked
  return notice === 'account_deleted' ? policy.accountDeleted : 'sign_out'
}

/** Providers tell the time of a notice in whole seconds. */
const secondMs = 1_000

/**
 * Whether a notice came too late: since `at`, when it happened by the provider's clock, the person has been there
 * again, and whatever was taken away is theirs again. `null` tells no time, and is never too late.
 */
export function isOutlived(at: Date | null, provedAt: Date): boolean {
  return at !== null && provedAt.getTime() >= at.getTime() + secondMs
}

/** Whether the provider says that the link is gone: then it is asked before anybody acts on it. */
export function takesLinkAway(notice: ProviderNotice): boolean {
  return notice !== 'sessions_revoked' && notice !== 'tokens_revoked'
}

/** Whether a token of the provider that we keep is of no use any more. */
export function takesTokensAway(notice: ProviderNotice): boolean {
  return notice !== 'sessions_revoked'
}
