import type { EventId } from '../../domain/events.ts'
import type { Identity, ProviderName, Subject } from '../../domain/identity.ts'
import type { Ended, OpenSignup } from '../../domain/pending-signup.ts'
import type { NoticeEffect, ProviderNotice } from '../../domain/provider-notice.ts'
import type { SessionEnd } from '../../domain/session.ts'

export type ReceivedNotice = {
  readonly provider: ProviderName
  readonly subject: Subject
  readonly notice: ProviderNotice
  /** The provider's own id of it, where it has one: a second of the same id tells nothing. */
  readonly id: string | null
  /** When it happened, by the provider's clock, and not after it was received; `null` where it does not say. */
  readonly at: Date | null
}

/** A notice as it waits to be heeded. */
export type WaitingNotice = Identity & Pick<ReceivedNotice, 'notice' | 'at'>

/** What to do to whom: `sign_up` for who is no user yet. */
export type HeededNotice = {
  readonly effect: NoticeEffect
  readonly takesLinkAway: boolean
  readonly takesTokensAway: boolean
  readonly endSignup: (signup: OpenSignup) => Ended
  readonly endSession: SessionEnd
  /** Whether it is too late for someone who was proved by the same provider at this time. */
  readonly isOutlived: (provedAt: Date) => boolean
}

/** What providers tell us of people without being asked. */
export type ProviderNotices = {
  /** One statement: `ProviderNoticeReceived` for an identity that we know, unless the same one, as late or later, waits already. */
  receive(notice: ReceivedNotice): Promise<void>
  /** Of whom an event speaks; `undefined` when they are erased. */
  identityOf(event: EventId): Promise<WaitingNotice | undefined>
  /**
   * Once for each event, which it closes. Somebody who is no user yet loses the signup with all that it holds; a
   * user loses every session, or leaves as by `Withdrawals.withdraw`; who has other identities loses this one alone.
   * A notice that takes the link away and is outlived comes to nothing: `linked_again`. One that takes tokens away,
   * and is not outlived, takes what we keep of the provider's.
   */
  heed(event: EventId, how: HeededNotice): Promise<'heeded' | 'linked_again'>
  /** Closes an event that came to nothing. */
  dismiss(event: EventId): Promise<void>
  /** Forgets the ids of notices older than `days`; answers how many. */
  prune(days: number): Promise<number>
}
