import type { Attempts } from '../../../application/ports/attempts.ts'
import type { Clock } from '../../../application/ports/clock.ts'
import { attemptTtlSeconds } from '../../../domain/login.ts'

const mostRemembered = 100_000

/**
 * `Attempts` in this process's memory: old ones are forgotten first, and none is needed after its cookie
 * is too old to be believed. Between processes the provider's own one-time code is what holds.
 */
export function localAttempts(clock: Clock): Attempts {
  const spent = new Map<string, number>()
  return {
    spend(state) {
      const now = clock.now().getTime()
      for (const [old, at] of spent) {
        if (now - at < attemptTtlSeconds * 1_000 && spent.size < mostRemembered) break
        spent.delete(old)
      }
      if (spent.has(state)) return false
      spent.set(state, now)
      return true
    },
  }
}
