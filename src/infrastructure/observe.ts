import type { Logger } from 'pino'

type UseCase<Input extends unknown[], Outcome> = (...input: Input) => Promise<Outcome>

/** Tells the log how long a use case took and what came of it, so that use cases never log themselves. */
export function observe<Input extends unknown[], Outcome>(
  log: Logger,
  name: string,
  useCase: UseCase<Input, Outcome>,
): UseCase<Input, Outcome> {
  return async (...input) => {
    const begun = performance.now()
    const outcome = await useCase(...input)
    const ms = Math.round((performance.now() - begun) * 10) / 10
    const { kind, hint } = (outcome ?? {}) as { kind?: string; hint?: string }
    if (hint) log.warn({ use_case: name, kind, hint, ms }, 'refused by the provider')
    else log.debug({ use_case: name, kind, ms }, 'use case')
    return outcome
  }
}
