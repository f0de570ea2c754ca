import { beforeSignupHook } from '../adapters/outbound/hooks/before-signup.ts'
import { failOpen } from '../adapters/outbound/hooks/fail-open.ts'
import type { SignupHook } from '../application/ports/signup-hook.ts'
import { SignupHookFailure } from '../application/ports/signup-hook.ts'
import type { Config } from './config.ts'
import type { Watch } from './observe.ts'

/** Who is asked before a user is made, and how to be done with them. */
export type OpenedHook = { readonly hook: SignupHook | null; close(): Promise<void> }

/** Opens the hook, where there is one; every call of it is counted, timed and traced. */
export function openSignupHook({ beforeSignup }: Config, watch: Watch): OpenedHook {
  if (!beforeSignup) return { hook: null, close: async () => {} }
  const { close, ...called } = beforeSignupHook(beforeSignup)
  const hook = observeHook(watch, called, beforeSignup.failOpen)
  return { hook: beforeSignup.failOpen ? failOpen(hook) : hook, close }
}

const outcomes = ['allowed', 'refused', 'unreachable', 'timeout', 'bad_answer', 'busy', 'error'] as const
type Outcome = (typeof outcomes)[number]

/** Tells what came of each call and nothing of whom it was about. */
function observeHook({ log, metrics, tracing }: Watch, hook: SignupHook, letsIn: boolean): SignupHook {
  metrics.expectSignupHook(outcomes)
  return {
    async ask(applicant) {
      const begun = performance.now()
      const ended = (outcome: Outcome, hint?: string) => {
        const ms = Math.round(performance.now() - begun)
        metrics.signupHook(outcome, ms / 1_000)
        if (hint === undefined) return log.debug({ outcome, ms }, 'asked before a signup')
        return log.warn({ outcome, ms, hint, let_in: letsIn }, 'nobody answered before a signup')
      }
      try {
        const verdict = await tracing.span('before-signup', { kind: 'client' }, () => hook.ask(applicant))
        ended(verdict.kind === 'signup_allowed' ? 'allowed' : 'refused')
        return verdict
      } catch (error) {
        if (error instanceof SignupHookFailure) ended(error.reason, error.hint)
        else ended('error')
        throw error
      }
    },
  }
}
