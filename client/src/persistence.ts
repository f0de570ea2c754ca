import { DaemunUnreachable } from './failures.ts'

/** Tries in one go, and milliseconds before the second one; the pause doubles from there. */
const tries = 3
const firstPauseMs = 300
/** The longest that one go waits between two tries, and the longest that nothing is tried at all. */
const longestPauseMs = 2_000
const longestRestMs = 60_000

/** Tries an action again while the service cannot be reached, a bounded number of times. */
export type Persist = <Result>(action: () => Promise<Result>) => Promise<Result>

/**
 * After a go that failed, whoever asks is told so at once for a while that doubles with each failure, so that an
 * application which asks in a loop does not become one for the service. `wake` ends the rest, such as when the
 * network is back.
 */
export function persistence(): { persist: Persist; wake(): void } {
  let failures = 0
  let resting: { readonly until: number; readonly error: DaemunUnreachable } | undefined
  const rest = (error: DaemunUnreachable) => {
    const wish = error.retryAfterMs ?? 0
    const restMs = Math.min(longestRestMs, Math.max(wish, 1_000 * 2 ** failures))
    resting = { until: Date.now() + restMs, error }
    failures += 1
  }
  return {
    async persist(action) {
      if (resting && Date.now() < resting.until) throw resting.error
      try {
        const result = await severalTimes(action)
        failures = 0
        resting = undefined
        return result
      } catch (error) {
        if (error instanceof DaemunUnreachable) rest(error)
        throw error
      }
    },
    wake() {
      resting = undefined
    },
  }
}

async function severalTimes<Result>(action: () => Promise<Result>, done = 1): Promise<Result> {
  try {
    return await action()
  } catch (error) {
    const pauseMs = pauseAfter(error, done)
    if (pauseMs === undefined) throw error
    await new Promise((resolve) => setTimeout(resolve, pauseMs))
    return severalTimes(action, done + 1)
  }
}

/** Milliseconds until the next try, spread so that many tabs do not come at once; `undefined` for no further one. */
function pauseAfter(error: unknown, done: number): number | undefined {
  if (!(error instanceof DaemunUnreachable) || done >= tries) return undefined
  if ((error.retryAfterMs ?? 0) > longestPauseMs) return undefined
  return Math.max(error.retryAfterMs ?? 0, firstPauseMs * 2 ** (done - 1) * (0.5 + Math.random()))
}
