import type { DomainEvent } from './events.ts'
import type { IdentityId, ProviderName } from './identity.ts'
import type { SignupId } from './ids.ts'
import type { Answers, Onboarding, StepName } from './onboarding.ts'
import { progress } from './onboarding.ts'
import type { FieldError, SentProfile } from './profile.ts'
import { checkProfile, merge } from './profile.ts'
import type { Consent, TermsId } from './terms.ts'
import type { User, UserId } from './user.ts'

/** A signup that a newcomer has not finished yet: resumable until `expiresAt`. */
export type OpenSignup = {
  readonly status: 'open'
  readonly id: SignupId
  readonly identityId: IdentityId
  readonly provider: ProviderName
  readonly onboarding: Onboarding
  readonly answers: Answers
  readonly openedAt: Date
  readonly expiresAt: Date
}

export type CompletedSignup = {
  readonly status: 'completed'
  readonly id: SignupId
  readonly identityId: IdentityId
  readonly user: User
  readonly consents: readonly Consent[]
}

/** Ended without a user; nothing personal is left of it. */
export type EndedSignup = {
  readonly status: 'expired' | 'abandoned'
  readonly id: SignupId
  readonly identityId: IdentityId
}

/** What a person sends: part of a profile (`null` takes an answer back), and possibly the terms agreed to. */
export type SentAnswers = { readonly profile: SentProfile; readonly agreedTerms?: readonly string[] }

export type SignupRefusal =
  | { readonly kind: 'invalid_profile'; readonly errors: readonly FieldError[] }
  | { readonly kind: 'onboarding_incomplete'; readonly steps: readonly StepName[] }
  | { readonly kind: 'signup_expired' }

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

/** Opens the signup of an identity that nobody had shown before; it lives for `ttlSeconds`. */
export function openSignup(
  id: SignupId,
  { identityId, provider }: Pick<OpenSignup, 'identityId' | 'provider'>,
  onboarding: Onboarding,
  ttlSeconds: number,
  now: Date,
): { signup: OpenSignup; events: readonly DomainEvent[] } {
  const expiresAt = new Date(now.getTime() + ttlSeconds * 1_000)
  const answers: Answers = { profile: {}, agreedTerms: [] }
  return {
    signup: { status: 'open', id, identityId, provider, onboarding, answers, openedAt: now, expiresAt },
    events: [{ type: 'PendingSignupOpened', signupId: id, identityId }],
  }
}

/** Keeps good answers; one wrong answer keeps none. Sent terms replace the ones agreed to before. */
export function save(signup: OpenSignup, sent: SentAnswers, now: Date): Kept | SignupRefusal {
  if (now >= signup.expiresAt) return { kind: 'signup_expired' }
  const profile = checkProfile(sent.profile)
  const errors = [...profile.errors, ...termsErrors(signup.onboarding, sent.agreedTerms ?? [])]
  if (errors.length > 0) return { kind: 'invalid_profile', errors }
  const agreedTerms = sent.agreedTerms ? unique(sent.agreedTerms) : signup.answers.agreedTerms
  const answers = { profile: merge(signup.answers.profile, profile.answers), agreedTerms }
  return { kind: 'kept', signup: { ...signup, answers } }
}

/**
 * Makes the user, if every step is done. Sent terms add to the ones kept before. `verifiedEmail` is the
 * address the provider vouches for: only that very address counts as verified.
 */
export function complete(
  signup: OpenSignup,
  sent: SentAnswers,
  made: { userId: UserId; verifiedEmail: string | null },
  now: Date,
): Completed | SignupRefusal {
  const agreed = [...signup.answers.agreedTerms, ...(sent.agreedTerms ?? [])]
  const saved = save(signup, { ...sent, agreedTerms: agreed }, now)
  if (saved.kind !== 'kept') return saved
  const { onboarding, answers } = saved.signup
  const steps = progress(onboarding, answers).flatMap(({ name, status }) => (status === 'todo' ? [name] : []))
  const { nickname, email = null } = answers.profile
  if (steps.length > 0 || nickname === undefined) return { kind: 'onboarding_incomplete', steps }
  const emailVerified = email !== null && email === made.verifiedEmail
  const user: User = { id: made.userId, nickname, email, emailVerified, createdAt: now }
  const consents = onboarding.terms
    .filter(({ id }) => answers.agreedTerms.includes(id))
    .map((terms) => ({ terms, agreedAt: now }))
  const { id, identityId } = signup
  return {
    kind: 'completed',
    signup: { status: 'completed', id, identityId, user, consents },
    events: [{ type: 'SignupCompleted', signupId: id, identityId, userId: user.id }],
  }
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

function termsErrors({ terms }: Onboarding, agreed: readonly string[]): FieldError[] {
  const known = terms.map(({ id }) => id as string)
  const unknown = agreed.filter((id) => !known.includes(id))
  if (unknown.length === 0) return []
  const detail = `Agree only to the terms of this signup: ${known.join(', ')}.`
  return [{ field: 'agreed_terms', code: 'unknown_terms', detail }]
}

function unique(ids: readonly string[]): TermsId[] {
  return [...new Set(ids)] as TermsId[]
}
