import {
  BrokenCircuitError,
  BulkheadRejectedError,
  bulkhead,
  circuitBreaker,
  handleType,
  SamplingBreaker,
  wrap,
} from 'cockatiel'
import { ProviderFailure } from '../../../application/ports/identity-providers.ts'
import type { ProviderName } from '../../../domain/identity.ts'

/** Calls to one provider at a time, and calls that wait for their turn: a burst must not use up its own deadline. */
export const mostAtOnce = 64
const mostWaiting = 448

/**
 * Opens when more than half of the calls of 10 s fail, of which there must be 20: a provider that is down is
 * left alone, one strange answer is not taken for an outage. One call tries again after `halfOpenAfter` ms.
 */
const breaker = { threshold: 0.5, duration: 10_000, minimumRps: 2 }
const halfOpenAfter = 5_000

/** Lets calls through to one provider, unless it is down or has too many already. */
export type ProviderGuard = <Answer>(call: () => Promise<Answer>) => Promise<Answer>

/** A breaker and a bound of its own for each provider, so that one that is down costs the others nothing. */
export function providerGuard(provider: ProviderName): ProviderGuard {
  const policy = wrap(
    bulkhead(mostAtOnce, mostWaiting),
    circuitBreaker(handleType(ProviderFailure), { breaker: new SamplingBreaker(breaker), halfOpenAfter }),
  )
  return async (call) => {
    try {
      return await policy.execute(call)
    } catch (error) {
      if (error instanceof BrokenCircuitError) throw busy(provider, 'most of the last calls failed: resting')
      if (error instanceof BulkheadRejectedError)
        throw busy(provider, `${mostAtOnce} calls are in flight and ${mostWaiting} wait`)
      throw error
    }
  }
}

function busy(provider: ProviderName, hint: string): ProviderFailure {
  return new ProviderFailure('provider_busy', provider, hint)
}
