import type { Brand } from './brand.ts'
import type { IdentityId, ProviderName } from './identity.ts'
import type { SessionId, SignupId } from './ids.ts'
import type { ProviderNotice } from './provider-notice.ts'
import type { UserId } from './user.ts'

export type EventId = Brand<string, 'EventId'>

/** What happened, in the past tense. Ids only: an event outlives the personal data that it speaks of. */
export type DomainEvent =
  | { readonly type: 'UserFirstSeen'; readonly identityId: IdentityId; readonly provider: ProviderName }
  | { readonly type: 'PendingSignupOpened'; readonly signupId: SignupId; readonly identityId: IdentityId }
  | {
      readonly type: 'SignupCompleted'
      readonly signupId: SignupId
      readonly identityId: IdentityId
      readonly userId: UserId
    }
  | { readonly type: 'SignupReminderDue'; readonly signupId: SignupId; readonly identityId: IdentityId }
  | { readonly type: 'PendingSignupExpired'; readonly signupId: SignupId; readonly identityId: IdentityId }
  | { readonly type: 'PendingSignupAbandoned'; readonly signupId: SignupId; readonly identityId: IdentityId }
  | { readonly type: 'PendingSignupRejected'; readonly signupId: SignupId; readonly identityId: IdentityId }
  | { readonly type: 'PendingSignupUnlinked'; readonly signupId: SignupId; readonly identityId: IdentityId }
  | { readonly type: 'WithdrawalRequested'; readonly userId: UserId }
  | { readonly type: 'WithdrawalCancelled'; readonly userId: UserId }
  | { readonly type: 'UserWithdrew'; readonly userId: UserId }
  | {
      readonly type: 'ProviderNoticeReceived'
      readonly identityId: IdentityId
      readonly provider: ProviderName
      readonly notice: ProviderNotice
      /** When it happened, by the provider's clock, where it says so. */
      readonly at: Date | null
    }
  | ({ readonly type: 'MarketingConsentGiven' } & ConsentToMarketing)
  | ({ readonly type: 'MarketingConsentWithdrawn' } & ConsentToMarketing)
  | ({ readonly type: 'MarketingConsentReconfirmDue' } & ConsentToMarketing)
  | {
      readonly type: 'UserLoggedIn'
      readonly userId: UserId
      readonly sessionId: SessionId
      readonly provider: ProviderName
    }
  | ({ readonly type: 'IdentityLinked' } & IdentityOfUser)
  | ({ readonly type: 'IdentityUnlinked' } & IdentityOfUser)
  /** What was told of `mergedUserId` is from now on about `userId`. */
  | { readonly type: 'UsersMerged'; readonly userId: UserId; readonly mergedUserId: UserId }
  | { readonly type: 'SessionRevoked'; readonly userId: UserId; readonly sessionId: SessionId }
  | { readonly type: 'RefreshTokenReused'; readonly userId: UserId; readonly sessionId: SessionId }

type IdentityOfUser = {
  readonly userId: UserId
  readonly identityId: IdentityId
  readonly provider: ProviderName
}

type ConsentToMarketing = {
  readonly userId: UserId
  readonly termsId: string
  readonly termsVersion: string
}

export type EventType = DomainEvent['type']

/** The one thing that an event is about: its envelope's `subject`. */
export function subjectOf(event: DomainEvent): string {
  switch (event.type) {
    case 'UserFirstSeen':
    case 'ProviderNoticeReceived':
      return event.identityId
    case 'PendingSignupOpened':
    case 'SignupReminderDue':
    case 'PendingSignupExpired':
    case 'PendingSignupAbandoned':
    case 'PendingSignupRejected':
    case 'PendingSignupUnlinked':
      return event.signupId
    case 'MarketingConsentGiven':
    case 'MarketingConsentWithdrawn':
    case 'MarketingConsentReconfirmDue':
    case 'SignupCompleted':
    case 'UserLoggedIn':
    case 'WithdrawalRequested':
    case 'WithdrawalCancelled':
    case 'UserWithdrew':
    case 'IdentityLinked':
    case 'IdentityUnlinked':
    case 'UsersMerged':
      return event.userId
    case 'SessionRevoked':
    case 'RefreshTokenReused':
      return event.sessionId
  }
}
