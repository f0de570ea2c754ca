import type { LedgerEntry } from './consents.ts'
import type { DomainEvent } from './events.ts'
import type { StepName } from './field.ts'
import type { IdentityId, ProviderName } from './identity.ts'
import type { SignupId } from './ids.ts'
import type { Locale } from './localized.ts'
import type { Answers, Onboarding } from './onboarding.ts'
import type { FieldError, InvalidAnswers, SentProfile } from './profile.ts'
import type { UniqueAnswer } from './unique-answers.ts'
import type { User } from './user.ts'
import type { PersonKey } from './verification.ts'

/** A signup that a newcomer has not finished yet: resumable until `expiresAt`. */
export type OpenSignup = {
  readonly status: 'open'
  readonly id: SignupId
  readonly identityId: IdentityId
  readonly provider: ProviderName
  readonly onboarding: Onboarding
  readonly answers: Answers
  /** How often answers were kept: who changes what somebody else has changed since is told so. */
  readonly version: number
  readonly openedAt: Date
  readonly expiresAt: Date
}

export type CompletedSignup = {
  readonly status: 'completed'
  readonly id: SignupId
  readonly identityId: IdentityId
  readonly user: User
  readonly consents: readonly LedgerEntry[]
  /** What nobody else may have answered. */
  readonly uniqueAnswers: readonly UniqueAnswer[]
}

/** Ended without a user; nothing personal is left of it. */
export type EndedSignup = {
  readonly status: 'expired' | 'abandoned' | 'rejected' | 'unlinked'
  readonly id: SignupId
  readonly identityId: IdentityId
}

/** What a person sends: part of a profile (`null` takes an answer back), and possibly the terms agreed to. */
export type SentAnswers = {
  readonly profile: SentProfile
  readonly agreedTerms?: readonly string[]
  /** YYYY-MM-DD, for the step `age`. */
  readonly birthDate?: string
  /** What an agency proved, for the step `identity`. */
  readonly person?: { readonly key: PersonKey; readonly birthDate: string }
  /** In which language the documents were shown. */
  readonly locale?: Locale
  /** The version that the sender has seen; without it the answers are taken whatever was kept since. */
  readonly version?: number
}

export type SignupRefusal =
  | InvalidAnswers
  | { readonly kind: 'invalid_profile'; readonly errors: readonly FieldError[] }
  | { readonly kind: 'onboarding_incomplete'; readonly steps: readonly StepName[] }
  | { readonly kind: 'signup_expired' }
  | { readonly kind: 'version_conflict' }

export type Kept = { readonly kind: 'kept'; readonly signup: OpenSignup }
export type Completed = {
  readonly kind: 'completed'
  readonly signup: CompletedSignup
  readonly events: readonly DomainEvent[]
}
export type Ended = {
  readonly kind: 'ended'
  readonly signup: EndedSignup
  readonly events: readonly DomainEvent[]
}
