import {
  BrokenCircuitError,
  BulkheadRejectedError,
  bulkhead,
  circuitBreaker,
  handleType,
  SamplingBreaker,
  wrap,
} from 'cockatiel'
import { SignupHookFailure } from '../../../application/ports/signup-hook.ts'

/** Calls at a time, and calls that wait for their turn: who signs up waits no longer than a deadline in any case. */
export const mostAtOnce = 64
const mostWaiting = 448

/** As for providers: opens when more than half of 20 or more calls in 10 s fail, and tries one again after 5 s. */
const breaker = { threshold: 0.5, duration: 10_000, minimumRps: 2 }
const halfOpenAfter = 5_000

/** Lets calls through to the hook, unless it is down or has too many already; none later than its signal. */
export type HookGuard = <Answer>(call: () => Promise<Answer>, deadline: AbortSignal) => Promise<Answer>

/** A breaker and a bound, so that a hook that is slow or down does not hold up everything else. */
export function hookGuard(): HookGuard {
  const policy = wrap(
    bulkhead(mostAtOnce, mostWaiting),
    circuitBreaker(handleType(SignupHookFailure), { breaker: new SamplingBreaker(breaker), halfOpenAfter }),
  )
  return async (call, deadline) => {
    const late = rejectionOf(deadline)
    try {
      // Who waits for a turn is told of the deadline at once; the turn then finds nobody and calls nobody.
      return await Promise.race([policy.execute(call, deadline), late.promise])
    } catch (error) {
      if (error instanceof BrokenCircuitError)
        throw new SignupHookFailure('busy', 'most of the last calls failed: resting')
      if (error instanceof BulkheadRejectedError)
        throw new SignupHookFailure('busy', `${mostAtOnce} calls are in flight and ${mostWaiting} wait`)
      throw error
    } finally {
      late.forget()
    }
  }
}

function rejectionOf(deadline: AbortSignal) {
  const { promise, reject } = Promise.withResolvers<never>()
  const onAbort = () => reject(deadline.reason)
  deadline.addEventListener('abort', onAbort, { once: true })
  return { promise, forget: () => deadline.removeEventListener('abort', onAbort) }
}
