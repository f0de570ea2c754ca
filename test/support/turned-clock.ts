import type { Clock } from '../../src/application/ports/clock.ts'

export type TurnedClock = Clock & {
  /** Lets this many seconds pass. */
  turn(seconds: number): void
}

/** A clock that stands still until it is turned. */
export function turnedClock(start = new Date('2026-11-01T09:00:00Z')): TurnedClock {
  let now = start
  return {
    now: () => now,
    turn: (seconds) => {
      now = new Date(now.getTime() + seconds * 1_000)
    },
  }
}
