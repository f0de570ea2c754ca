import { checkAge } from './age.ts'
import type { Answers, Onboarding } from './onboarding.ts'
import type { Ended, Kept, OpenSignup, SentAnswers, SignupRefusal } from './pending-signup.ts'
import type { FieldError } from './profile.ts'
import { checkProfile, merge } from './profile.ts'
import { reject } from './signup-endings.ts'
import type { TermsId } from './terms.ts'

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
