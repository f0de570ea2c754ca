import type { Logger } from 'pino'
import type { Metrics } from './metrics.ts'
import { outcomeOf } from './outcome.ts'
import type { Tracing } from './tracing.ts'

/** Where it is told what goes on. */
export type Watch = { readonly log: Logger; readonly metrics: Metrics; readonly tracing: Tracing }

type UseCase<Input extends unknown[], Outcome> = (...input: Input) => Promise<Outcome>

/**
 * Tells how long a use case took and what came of it, so that use cases never log or count themselves. `tell`
 * hears of each outcome too, for what is worth a count of its own.
 */
export function observe<Input extends unknown[], Outcome>(
  { log, metrics, tracing }: Watch,
  name: string,
  useCase: UseCase<Input, Outcome>,
  tell: (outcome: string, ...input: Input) => void = () => {},
): UseCase<Input, Outcome> {
  return async (...input) => {
    const begun = performance.now()
    const ended = (outcome: string) => {
      const ms = performance.now() - begun
      metrics.useCase(name, outcome, ms / 1_000)
      tell(outcome, ...input)
      return Math.round(ms * 10) / 10
    }
    try {
      const outcome = await tracing.span(name, { kind: 'internal' }, () => useCase(...input))
      const { kind = 'done', hint } = (outcome ?? {}) as { kind?: string; hint?: string }
      const ms = ended(kind)
      if (hint) log.warn({ use_case: name, kind, hint, ms }, 'refused by the provider')
      else log.debug({ use_case: name, kind, ms }, 'use case')
      return outcome
    } catch (error) {
      ended(outcomeOf(error))
      throw error
    }
  }
}
