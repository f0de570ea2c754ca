/** How much is measured; each number by a variable of its name. */
export const settings = {
  /** A server on which the bench may create a database and drop it again; `null` starts an embedded one. */
  databaseUrl: process.env.BENCH_DATABASE_URL || null,
  /** Logins of one round, by users who are known and by people who were never seen. */
  known: number('BENCH_KNOWN', 2_000),
  firstSeen: number('BENCH_FIRST_SEEN', 1_000),
  /** Rounds of each variant; what is reported is the median. */
  rounds: number('BENCH_ROUNDS', 5),
  /** Logins under way at once. */
  concurrency: number('BENCH_CONCURRENCY', 16),
  /** Unmeasured logins of each kind before the first round of a variant: V8 is at it for that long. */
  warmUp: number('BENCH_WARM_UP', 2_000),
}

function number(name: string, otherwise: number): number {
  const value = Number(process.env[name] || otherwise)
  if (Number.isSafeInteger(value) && value > 0) return value
  throw new Error(`${name} must be a whole number of 1 or more.`)
}
