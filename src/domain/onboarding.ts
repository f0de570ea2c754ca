import type { FieldName, ProfileAnswers } from './profile.ts'
import type { TermsId, TermsVersion } from './terms.ts'

export type StepName = 'terms' | 'profile'

export type Step = { readonly name: StepName; readonly status: 'todo' | 'done' }

/** What is asked of one newcomer, fixed when the signup opens: later changes do not move the goal. */
export type Onboarding = {
  readonly steps: readonly StepName[]
  readonly terms: readonly TermsVersion[]
  readonly fields: readonly { readonly name: FieldName; readonly required: boolean }[]
}

/** What a newcomer has answered so far. */
export type Answers = { readonly profile: ProfileAnswers; readonly agreedTerms: readonly TermsId[] }

/** The onboarding that a newcomer of today gets. */
export function planOnboarding(terms: readonly TermsVersion[]): Onboarding {
  return {
    steps: ['terms', 'profile'],
    terms,
    fields: [
      { name: 'nickname', required: true },
      { name: 'email', required: false },
    ],
  }
}

/** Each step and whether the answers so far have done it. */
export function progress(onboarding: Onboarding, answers: Answers): Step[] {
  return onboarding.steps.map((name) => ({
    name,
    status: isDone[name](onboarding, answers) ? 'done' : 'todo',
  }))
}

const isDone: Record<StepName, (onboarding: Onboarding, answers: Answers) => boolean> = {
  terms: ({ terms }, { agreedTerms }) =>
    terms.every(({ id, required }) => !required || agreedTerms.includes(id)),
  profile: ({ fields }, { profile }) =>
    fields.every(({ name, required }) => !required || profile[name] !== undefined),
}
