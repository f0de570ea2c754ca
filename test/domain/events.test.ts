import { expect, it } from 'vitest'
import type { DomainEvent, EventType } from '../../src/domain/events.ts'
import { subjectOf } from '../../src/domain/events.ts'
import type { IdentityId } from '../../src/domain/identity.ts'
import type { SessionId, SignupId } from '../../src/domain/ids.ts'
import type { UserId } from '../../src/domain/user.ts'

const identityId = 'identity' as IdentityId
const signupId = 'signup' as SignupId
const userId = 'user' as UserId
const sessionId = 'session' as SessionId

const subjects: { [Type in EventType]: [Extract<DomainEvent, { type: Type }>, string] } = {
  UserFirstSeen: [{ type: 'UserFirstSeen', identityId, provider: 'kakao' }, 'identity'],
  PendingSignupOpened: [{ type: 'PendingSignupOpened', signupId, identityId }, 'signup'],
  SignupCompleted: [{ type: 'SignupCompleted', signupId, identityId, userId }, 'user'],
  SignupReminderDue: [{ type: 'SignupReminderDue', signupId, identityId }, 'signup'],
  PendingSignupExpired: [{ type: 'PendingSignupExpired', signupId, identityId }, 'signup'],
  PendingSignupAbandoned: [{ type: 'PendingSignupAbandoned', signupId, identityId }, 'signup'],
  PendingSignupRejected: [{ type: 'PendingSignupRejected', signupId, identityId }, 'signup'],
  PendingSignupUnlinked: [{ type: 'PendingSignupUnlinked', signupId, identityId }, 'signup'],
  WithdrawalRequested: [{ type: 'WithdrawalRequested', userId }, 'user'],
  WithdrawalCancelled: [{ type: 'WithdrawalCancelled', userId }, 'user'],
  UserWithdrew: [{ type: 'UserWithdrew', userId }, 'user'],
  ProviderNoticeReceived: [
    { type: 'ProviderNoticeReceived', identityId, provider: 'kakao', notice: 'unlinked', at: null },
    'identity',
  ],
  MarketingConsentGiven: [
    { type: 'MarketingConsentGiven', userId, termsId: 'ads', termsVersion: '1' },
    'user',
  ],
  MarketingConsentWithdrawn: [
    { type: 'MarketingConsentWithdrawn', userId, termsId: 'ads', termsVersion: '1' },
    'user',
  ],
  MarketingConsentReconfirmDue: [
    { type: 'MarketingConsentReconfirmDue', userId, termsId: 'ads', termsVersion: '1' },
    'user',
  ],
  UserLoggedIn: [{ type: 'UserLoggedIn', userId, sessionId, provider: 'kakao' }, 'user'],
  IdentityLinked: [{ type: 'IdentityLinked', userId, identityId, provider: 'kakao' }, 'user'],
  IdentityUnlinked: [{ type: 'IdentityUnlinked', userId, identityId, provider: 'kakao' }, 'user'],
  UsersMerged: [{ type: 'UsersMerged', userId, mergedUserId: 'other' as UserId }, 'user'],
  SessionRevoked: [{ type: 'SessionRevoked', userId, sessionId }, 'session'],
  RefreshTokenReused: [{ type: 'RefreshTokenReused', userId, sessionId }, 'session'],
}

it.each(Object.entries(subjects))('%s has the subject that it is about', (_, [event, subject]) => {
  expect(subjectOf(event)).toBe(subject)
})
