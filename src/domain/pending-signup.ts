import { checkAge } from './age.ts'
import type { Circumstances, LedgerEntry } from './consents.ts'
import { consentEvents, reference } from './consents.ts'
import type { DomainEvent } from './events.ts'
import type { StepName } from './field.ts'
import type { IdentityId, ProviderName } from './identity.ts'
import type { SignupId } from './ids.ts'
import type { Locale } from './localized.ts'
import type { Answers, Onboarding } from './onboarding.ts'
import { progress } from './onboarding.ts'
import type { FieldError, InvalidAnswers, SentProfile } from './profile.ts'
import { checkProfile, merge } from './profile.ts'
import type { Device } from './session.ts'
import type { TermsId, TermsVersion } from './terms.ts'
import type { UniqueAnswer } from './unique-answers.ts'
import { uniqueAnswers } from './unique-answers.ts'
import type { User, UserId } from './user.ts'
import { userOf } from './user.ts'
import type { PersonKey } from './verification.ts'
import { personAnswer } from './verification.ts'

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

/** Opens the signup of an identity that nobody had shown before; it lives for `ttlSeconds`. */
export function openSignup(
  id: SignupId,
  { identityId, provider }: Pick<OpenSignup, 'identityId' | 'provider'>,
  onboarding: Onboarding,
  ttlSeconds: number,
  now: Date,
  agreedTags: readonly { readonly tag: string; readonly at: Date }[] = [],
): { signup: OpenSignup; events: readonly DomainEvent[] } {
  const expiresAt = new Date(now.getTime() + ttlSeconds * 1_000)
  const answers = { profile: {}, ...agreedBefore(onboarding, agreedTags) }
  return {
    signup: {
      status: 'open',
      id,
      identityId,
      provider,
      onboarding,
      answers,
      version: 0,
      openedAt: now,
      expiresAt,
    },
    events: [{ type: 'PendingSignupOpened', signupId: id, identityId }],
  }
}

/**
 * Keeps good answers; one wrong answer keeps none. Sent terms replace the ones agreed to before. Who is too young
 * ends the signup: that refusal is news, and nothing of the person stays.
 */
export function save(signup: OpenSignup, sent: SentAnswers, now: Date): Kept | Ended | SignupRefusal {
  if (now >= signup.expiresAt) return { kind: 'signup_expired' }
  if (sent.version !== undefined && sent.version !== signup.version) return { kind: 'version_conflict' }
  const { onboarding, answers: before } = signup
  const profile = checkProfile(sent.profile, onboarding.fields)
  if (profile.kind === 'invalid_answers') return profile
  const age = ageOf(onboarding, before, sent, now)
  if (age.kind === 'under_age') return reject(signup)
  if (age.kind === 'refused') return age.refusal
  const errors = [...age.errors, ...profile.errors, ...termsErrors(onboarding, sent.agreedTerms ?? [])]
  if (errors.length > 0) return { kind: 'invalid_profile', errors }
  const person = sent.person?.key ?? before.person
  const elsewhere = Object.keys(before.agreedElsewhere ?? {})
  const agreedTerms = sent.agreedTerms ? unique([...elsewhere, ...sent.agreedTerms]) : before.agreedTerms
  const answers: Answers = {
    profile: merge(before.profile, profile.answers),
    agreedTerms,
    ...(age.oldEnough && { oldEnough: true }),
    ...(person !== undefined && { person }),
    ...(before.agreedElsewhere && { agreedElsewhere: before.agreedElsewhere }),
  }
  return { kind: 'kept', signup: { ...signup, answers, version: signup.version + 1 } }
}

/**
 * Makes the user, if every step is done. Sent terms add to the ones kept before. `verifiedEmail` is the
 * address the provider vouches for: only that very address counts as verified.
 */
export function complete(
  signup: OpenSignup,
  sent: SentAnswers,
  made: { userId: UserId; verifiedEmail: string | null; device?: Device },
  now: Date,
): Completed | Ended | SignupRefusal {
  const agreed = [...signup.answers.agreedTerms, ...(sent.agreedTerms ?? [])]
  const saved = save(signup, { ...sent, agreedTerms: agreed }, now)
  if (saved.kind !== 'kept') return saved
  const { onboarding, answers } = saved.signup
  const steps = progress(onboarding, answers).flatMap(({ name, status }) => (status === 'todo' ? [name] : []))
  if (steps.length > 0) return { kind: 'onboarding_incomplete', steps }
  const user = userOf(made.userId, answers.profile, made.verifiedEmail, now)
  const how = { source: 'signup', locale: sent.locale ?? null, device: made.device ?? null } as const
  const consents = onboarding.terms
    .filter(({ id }) => answers.agreedTerms.includes(id))
    .map((terms) => consentOf(terms, answers.agreedElsewhere?.[terms.id], now, how))
  const { id, identityId } = signup
  const taken = uniqueAnswers(onboarding.fields, answers.profile)
  if (answers.person !== undefined) taken.push(personAnswer(answers.person))
  return {
    kind: 'completed',
    signup: { status: 'completed', id, identityId, user, consents, uniqueAnswers: taken },
    events: [
      { type: 'SignupCompleted', signupId: id, identityId, userId: user.id },
      ...consents.flatMap((entry) => consentEvents(user.id, entry)),
    ],
  }
}

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

/** The documents of the onboarding that were agreed to at the provider, under the names that it has for them. */
function agreedBefore(
  { terms }: Onboarding,
  tags: readonly { readonly tag: string; readonly at: Date }[],
): Pick<Answers, 'agreedTerms' | 'agreedElsewhere'> {
  const found = terms.flatMap(({ id, kakaoTag }) => {
    const agreed = tags.find(({ tag }) => tag === kakaoTag)
    return agreed ? [[id, agreed.at.toISOString()] as const] : []
  })
  if (found.length === 0) return { agreedTerms: [] }
  return { agreedTerms: found.map(([id]) => id), agreedElsewhere: Object.fromEntries(found) }
}

/** A line for the ledger: as given where and when it was. */
function consentOf(
  terms: TermsVersion,
  elsewhere: string | undefined,
  now: Date,
  how: Circumstances,
): LedgerEntry {
  const entry = { terms: reference(terms), action: 'given' } as const
  if (elsewhere === undefined) return { ...entry, at: now, ...how }
  return { ...entry, at: new Date(elsewhere), source: 'kakao_sync', locale: null, device: null }
}

/** Ends a signup that may not go on; the event says no more than that. */
function reject({ id, identityId }: OpenSignup): Ended {
  return {
    kind: 'ended',
    signup: { status: 'rejected', id, identityId },
    events: [{ type: 'PendingSignupRejected', signupId: id, identityId }],
  }
}

type AgeAnswer =
  | { readonly kind: 'answered'; readonly oldEnough: boolean; readonly errors: readonly FieldError[] }
  | { readonly kind: 'under_age' }
  | { readonly kind: 'refused'; readonly refusal: SignupRefusal }

/** Age comes before everything else: of a person who may be too young nothing is kept. */
function ageOf(onboarding: Onboarding, before: Answers, sent: SentAnswers, now: Date): AgeAnswer {
  const { minimumAge } = onboarding
  const birthDate = sent.birthDate ?? sent.person?.birthDate
  if (minimumAge === undefined) {
    if (sent.birthDate === undefined) return { kind: 'answered', oldEnough: false, errors: [] }
    const detail = 'Leave it out: this signup does not ask for it.'
    const errors = [{ field: 'birth_date', code: 'additionalProperties', detail }]
    return { kind: 'refused', refusal: { kind: 'invalid_answers', errors } }
  }
  if (birthDate === undefined) {
    if (before.oldEnough) return { kind: 'answered', oldEnough: true, errors: [] }
    return { kind: 'refused', refusal: { kind: 'onboarding_incomplete', steps: ['age'] } }
  }
  const checked = checkAge(birthDate, minimumAge, now)
  if (checked.kind === 'under_age') return checked
  const errors = checked.kind === 'wrong' ? [checked.error] : []
  return { kind: 'answered', oldEnough: errors.length === 0, errors }
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
