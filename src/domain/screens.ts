import type { StepName } from './field.ts'
import type { Answers, Onboarding, Step } from './onboarding.ts'
import { progress } from './onboarding.ts'

/** Steps that a person sees at once, on one page. */
export type Screen = { readonly steps: readonly StepName[]; readonly isDone: boolean }

/** Steps with a page of their own always: what comes after may not be asked before, or is lost on the way. */
const alone = ['age', 'identity']

/** The pages of a signup in their order. */
export function screens(onboarding: Onboarding, answers: Answers): Screen[] {
  const groups: Step[][] = []
  for (const step of progress(onboarding, answers)) {
    const last = groups.at(-1)
    const stands =
      onboarding.stepByStep || alone.includes(step.name) || alone.includes(last?.at(0)?.name ?? '')
    if (!last || stands) groups.push([step])
    else last.push(step)
  }
  return groups.map((group) => ({
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
