import type { SignupHook, SignupVerdict } from '../../../application/ports/signup-hook.ts'
import { SignupHookFailure } from '../../../application/ports/signup-hook.ts'
import type { Applicant } from '../../../domain/applicant.ts'

export type ScriptedSignupHook = SignupHook & {
  /** Everybody who was asked about, in order. */
  readonly asked: Applicant[]
  /** From now on it answers so, or not at all. */
  answer(verdict: SignupVerdict | 'nothing'): void
  /** Runs before each answer. */
  meanwhile(then: () => Promise<unknown>): void
}

/** A hook that says what a test wants it to: at first that everybody may come. */
export function scriptedSignupHook(): ScriptedSignupHook {
  const asked: Applicant[] = []
  let verdict: SignupVerdict | 'nothing' = { kind: 'signup_allowed' }
  let then: () => Promise<unknown> = async () => {}
  return {
    asked,
    answer(next) {
      verdict = next
    },
    meanwhile(next) {
      then = next
    },
    async ask(applicant) {
      asked.push(applicant)
      await then()
      if (verdict === 'nothing') throw new SignupHookFailure('unreachable', 'it says nothing')
      return verdict
    },
  }
}
