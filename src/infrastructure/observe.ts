import type { Logger } from 'pino'
import { ProviderFailure } from '../application/ports/identity-providers.ts'
import type { Metrics } from './metrics.ts'

/** Where it is told what goes on. */
export type Watch = { readonly log: Logger; readonly metrics: Metrics }

type UseCase<Input extends unknown[], Outcome> = (...input: Input) => Promise<Outcome>

/**
 * Tells how long a use case took and what came of it, so that use cases never log or count themselves. `tell`
 * hears of each outcome too, for what is worth a count of its own.
 */
export function observe<Input extends unknown[], Outcome>(
  { log, metrics }: Watch,
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
      const outcome = await useCase(...input)
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

/** What was thrown, in a word: a message could be anything, and say anything. */
export function outcomeOf(error: unknown): string {
  return error instanceof ProviderFailure ? error.code : 'error'
}
