import type { EventId, EventType } from '../../../domain/events.ts'

/** Has the effect of one event, however often the event comes. */
export type Consumer = (event: EventId) => Promise<{ readonly kind: string }>

/** Who listens to what. A new event does not compile until someone has decided. */
export const consumers = {
  UserFirstSeen: 'openPendingSignup',
  PendingSignupOpened: null,
  SignupCompleted: null,
  SignupReminderDue: null,
  PendingSignupExpired: null,
  PendingSignupAbandoned: null,
  PendingSignupRejected: null,
  PendingSignupUnlinked: null,
  WithdrawalRequested: null,
  WithdrawalCancelled: null,
  UserWithdrew: 'removeProviderLinks',
  ProviderNoticeReceived: 'heedProviderNotice',
  MarketingConsentGiven: null,
  MarketingConsentWithdrawn: null,
  MarketingConsentReconfirmDue: null,
  UserLoggedIn: null,
  IdentityLinked: null,
  IdentityUnlinked: 'removeProviderLinks',
  UsersMerged: null,
  SessionRevoked: null,
  RefreshTokenReused: null,
} as const satisfies Record<EventType, string | null>

/** The use cases that consume events, by the names in the table. */
export type ConsumerUseCases = Record<NonNullable<(typeof consumers)[EventType]>, Consumer>

/** The events that someone waits for; the others are kept, but travel nowhere. */
export const awaitedEvents: ReadonlySet<EventType> = new Set(
  (Object.keys(consumers) as EventType[]).filter((type) => consumers[type] !== null),
)
