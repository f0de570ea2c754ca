import type { EventId } from '../../domain/events.ts'
import type { Identity } from '../../domain/identity.ts'
import type { SessionEnd } from '../../domain/session.ts'
import type { UserId } from '../../domain/user.ts'
import type { SealedProviderToken } from './seals.ts'

/** A link that a provider has still to be told to take away. */
export type DueUnlink = Identity & { readonly id: string; readonly sealedToken: SealedProviderToken | null }

/**
 * People who leave. Erasing takes their identities, sessions, answers and profile; their consents stay as evidence
 * until the day that is written beside them, and those of who was merged into them too. Erased, `UserWithdrew` is told.
 */
export type Withdrawals = {
  /** Ends every session. Without a grace everything personal is erased at once, else `WithdrawalRequested` is told. */
  withdraw(
    user: UserId,
    end: SessionEnd,
  ): Promise<{ readonly kind: 'withdrawn' } | { readonly kind: 'no_user' }>
  /**
   * Somebody who left shows their identity again: within the grace they are a user as before, with
   * `WithdrawalCancelled`; after it they are erased now, and nobody we know.
   */
  comeBack(identity: Identity): Promise<'user' | 'nobody'>
  /** Erases up to `limit` people whose grace is over; answers how many. */
  eraseDue(limit: number): Promise<number>
  /**
   * Whom the providers have still to be told about: by `UserWithdrew` all identities of a user, by `IdentityUnlinked`
   * one; not those who have come again since.
   */
  unlinksOf(event: EventId): Promise<readonly DueUnlink[]>
  /** The provider has been told. */
  unlinked(unlink: DueUnlink): Promise<void>
  /** Closes the event: there is nobody left to tell. */
  close(event: EventId): Promise<void>
  /** Destroys what was kept of up to `limit` people whose day has come; answers how many. */
  destroyDue(limit: number): Promise<number>
}
