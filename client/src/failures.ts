import type { components } from './openapi.ts'

/** What the service says no with (RFC 9457); `code` is stable. */
export type Problem = components['schemas']['Problem']

/**
 * The service could not be reached, is overloaded, or answered nonsense. Nothing was lost by it: only time heals
 * this, so try again later. `retryAfterMs` is the service's own wish, where it has told one.
 */
export class DaemunUnreachable extends Error {
  override readonly name = 'DaemunUnreachable'
  readonly retryAfterMs: number | undefined

  constructor(message: string, { cause, retryAfterMs }: { cause?: unknown; retryAfterMs?: number } = {}) {
    super(message, { cause })
    this.retryAfterMs = retryAfterMs
  }
}

/** The service refused a call that should have been right: a mistake in a setting or in a program. */
export class DaemunRefused extends Error {
  override readonly name = 'DaemunRefused'
  readonly status: number
  readonly problem: Partial<Problem>

  constructor(status: number, problem: Partial<Problem>) {
    super(`${problem.code ?? status}: ${problem.detail ?? problem.title ?? 'refused without a reason'}`)
    this.status = status
    this.problem = problem
  }
}
