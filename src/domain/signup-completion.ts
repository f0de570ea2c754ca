import type { Circumstances, LedgerEntry } from './consents.ts'
import { consentEvents, reference } from './consents.ts'
import { progress } from './onboarding.ts'
import type { Completed, Ended, OpenSignup, SentAnswers, SignupRefusal } from './pending-signup.ts'
import type { Device } from './session.ts'
import { save } from './signup-answers.ts'
import type { TermsVersion } from './terms.ts'
import { uniqueAnswers } from './unique-answers.ts'
import type { UserId } from './user.ts'
import { userOf } from './user.ts'
import { personAnswer } from './verification.ts'

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
