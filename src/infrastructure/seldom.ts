/** Milliseconds for which an error that comes again is only counted. */
const quietMs = 10_000

/**
 * Tells the first of a row of errors, and then one in ten seconds with how many were left out: a server that is
 * down fails everything that is tried, many times a second.
 */
export function seldom(
  tell: (error: unknown, leftOut: number) => void,
  now: () => number = Date.now,
): (error: unknown) => void {
  let leftOut = 0
  let toldAt = Number.NEGATIVE_INFINITY
  return (error) => {
    if (now() - toldAt < quietMs) {
      leftOut += 1
      return
    }
    tell(error, leftOut)
    toldAt = now()
    leftOut = 0
  }
}
