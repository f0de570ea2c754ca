import type { StepName } from './field.ts'
import type { Answers, Onboarding } from './onboarding.ts'
import { progress } from './onboarding.ts'

/** Steps that a person sees at once, on one page. */
export type Screen = { readonly steps: readonly StepName[]; readonly isDone: boolean }

/** The pages of a signup in their order. Age has one of its own always: what comes after it may not be asked. */
export function screens(onboarding: Onboarding, answers: Answers): Screen[] {
  const steps = progress(onboarding, answers)
  const [age, rest] = [steps.filter(({ name }) => name === 'age'), steps.filter(({ name }) => name !== 'age')]
  const groups = [age, ...(onboarding.stepByStep ? rest.map((step) => [step]) : [rest])]
  return groups
    .filter((group) => group.length > 0)
    .map((group) => ({
      steps: group.map(({ name }) => name),
      isDone: group.every(({ status }) => status === 'done'),
    }))
}

/**
 * The page to show: the one with the step asked for, if all that must come before it is done; else the first with
 * something left to do, or the last.
 */
export function screenToShow(all: readonly Screen[], asked: StepName | undefined): number {
  const firstLeft = all.findIndex(({ isDone }) => !isDone)
  const furthest = firstLeft === -1 ? all.length - 1 : firstLeft
  const wanted = all.findIndex(({ steps }) => asked !== undefined && steps.includes(asked))
  return wanted === -1 || wanted > furthest ? furthest : wanted
}
