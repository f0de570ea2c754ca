/** One look at the environment that remembers everything wrong with it. An empty variable counts as absent. */
export type Variables = {
  readonly problems: string[]
  wrong(name: string, why: string): void
  text(name: string): string | null
  list(name: string): string[]
  /** What the first group of the pattern is in the names of the variables that are set, sorted. */
  named(pattern: RegExp): string[]
  integer(name: string, otherwise: number, least: number, most?: number): number
  oneOf<Choice extends string>(name: string, choices: readonly Choice[], otherwise: Choice): Choice
  /** An http or https address without a trailing slash to its path. */
  url(name: string, otherwise: string): URL
}

export function variables(env: NodeJS.ProcessEnv): Variables {
  const problems: string[] = []
  const wrong = (name: string, why: string) => void problems.push(`${name} ${why}.`)
  const text = (name: string) => env[name]?.trim() || null
  return {
    problems,
    wrong,
    text,
    list: (name) => (text(name) ?? '').split(',').flatMap((item) => item.trim() || []),
    named(pattern) {
      const found = Object.keys(env).flatMap((name) => (text(name) ? (pattern.exec(name)?.[1] ?? []) : []))
      return [...new Set(found)].sort()
    },
    integer(name, otherwise, least, most = Number.MAX_SAFE_INTEGER) {
      const given = text(name)
      if (given === null) return otherwise
      const value = /^\d{1,15}$/.test(given) ? Number(given) : Number.NaN
      if (value >= least && value <= most) return value
      wrong(
        name,
        `must be a whole number of ${least} or more${most < 1e9 ? `, at most ${most}` : ''}, not ${given}`,
      )
      return otherwise
    },
    oneOf(name, choices, otherwise) {
      const given = text(name) ?? otherwise
      const chosen = choices.find((choice) => choice === given)
      if (chosen === undefined) wrong(name, `must be one of ${choices.join(', ')}, not ${given}`)
      return chosen ?? otherwise
    },
    url(name, otherwise) {
      const given = text(name) ?? otherwise
      if (URL.canParse(given) && /^https?:$/.test(new URL(given).protocol)) return new URL(given)
      wrong(name, `must be an http or https address, not ${given}`)
      return new URL(otherwise)
    },
  }
}
