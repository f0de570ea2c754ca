import type { Field, StepName } from './field.ts'
import { builtinFields } from './field.ts'
import type { Localized } from './localized.ts'
import type { ProfileAnswers } from './profile.ts'
import type { TermsId, TermsVersion } from './terms.ts'
import type { PersonKey } from './verification.ts'

export type Step = { readonly name: StepName; readonly status: 'todo' | 'done' }

/** What is asked of one newcomer, fixed when the signup opens: later changes do not move the goal. */
export type Onboarding = {
  readonly steps: readonly StepName[]
  readonly terms: readonly TermsVersion[]
  readonly fields: readonly Field[]
  /** Full years, where the step `age` asks for them. */
  readonly minimumAge?: number
  /** What steps other than the known ones are called. */
  readonly titles?: Readonly<Record<StepName, Localized>>
  /** Whether the page shows one step at a time; else all that follow age stand on one page. */
  readonly stepByStep?: boolean
}

/** What a newcomer has answered so far. */
export type Answers = {
  readonly profile: ProfileAnswers
  readonly agreedTerms: readonly TermsId[]
  /** That a birth date was given that is old enough; the date itself is not kept. */
  readonly oldEnough?: true
  /** That the person proved who they are: a keyed hash, and nothing else of them. */
  readonly person?: PersonKey
  /** What was agreed to at the provider, and when (RFC 3339); it is not asked again. */
  readonly agreedElsewhere?: Readonly<Record<TermsId, string>>
}

/** What is asked of everybody where nothing else is declared. */
export const builtinPlan: Omit<Onboarding, 'terms'> = { steps: ['terms', 'profile'], fields: builtinFields }

/** The onboarding that a newcomer of today gets. */
export function planOnboarding(
  terms: readonly TermsVersion[],
  plan: Omit<Onboarding, 'terms'> = builtinPlan,
): Onboarding {
  return { ...plan, terms }
}

/** Each step and whether the answers so far have done it. */
export function progress(onboarding: Onboarding, answers: Answers): Step[] {
  return onboarding.steps.map((name) => ({
    name,
    status: isDone(name, onboarding, answers) ? 'done' : 'todo',
  }))
}

function isDone(step: StepName, { terms, fields }: Onboarding, answers: Answers): boolean {
  if (step === 'age') return answers.oldEnough === true
  if (step === 'identity') return answers.person !== undefined
  if (step === 'terms')
    return terms.every(({ id, required }) => !required || answers.agreedTerms.includes(id))
  return fields.every(
    (field) => field.step !== step || !field.required || answers.profile[field.name] !== undefined,
  )
}
