import { quantile } from './measure.ts'

/** What one round of one variant showed; CPU and latencies in milliseconds, CPU per login. */
export type Sample = {
  readonly loginsPerSecond: number
  readonly cpu: number
  /** `null` when PostgreSQL runs elsewhere. */
  readonly postgresCpu: number | null
  readonly p50: number
  readonly p99: number
}

export type Measured = { readonly variant: string; readonly samples: readonly Sample[] }

type Row = Sample & {
  readonly variant: string
  readonly cpuRatio: number
  readonly postgresRatio: number | null
}

/**
 * Medians, and the medians of the ratios to the first variant: round by round, because whatever else the machine
 * does meets both sides of one round alike.
 */
export function rowsOf(measured: readonly Measured[]): Row[] {
  const floor = measured[0]?.samples ?? []
  return measured.map(({ variant, samples }) => ({
    variant,
    loginsPerSecond: median(samples.map((sample) => sample.loginsPerSecond)) ?? Number.NaN,
    cpu: median(samples.map(({ cpu }) => cpu)) ?? Number.NaN,
    cpuRatio: median(ratios(samples, floor, ({ cpu }) => cpu)) ?? Number.NaN,
    postgresCpu: median(samples.map(({ postgresCpu }) => postgresCpu)),
    postgresRatio: median(ratios(samples, floor, ({ postgresCpu }) => postgresCpu)),
    p50: median(samples.map(({ p50 }) => p50)) ?? Number.NaN,
    p99: median(samples.map(({ p99 }) => p99)) ?? Number.NaN,
  }))
}

/** The rows as a person reads them. */
export function tableOf(title: string, rows: readonly Row[]): string {
  const lines = rows.map((row) => [
    row.variant,
    row.loginsPerSecond.toFixed(0),
    row.cpu.toFixed(2),
    row.cpuRatio.toFixed(2),
    row.postgresCpu?.toFixed(2) ?? '-',
    row.postgresRatio?.toFixed(2) ?? '-',
    row.p50.toFixed(1),
    row.p99.toFixed(1),
  ])
  return [[title, ...columns], ...lines].map(lineOf).join('\n')
}

const columns = ['logins/s', 'CPU ms', 'ratio', 'PostgreSQL', 'ratio', 'p50 ms', 'p99 ms']

function lineOf([name = '', ...cells]: readonly string[]): string {
  return `${name.padEnd(36)}${cells.map((cell) => cell.padStart(11)).join('')}`
}

function ratios(
  samples: readonly Sample[],
  floor: readonly Sample[],
  of: (sample: Sample) => number | null,
): (number | null)[] {
  return samples.map((sample, round) => {
    const [ours, theirs] = [of(sample), floor[round] ? of(floor[round]) : null]
    return ours === null || theirs === null ? null : ours / theirs
  })
}

/** To four digits, which is more than any two runs agree on. */
function median(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null)
  return known.length === 0 ? null : Number(quantile(known, 0.5).toPrecision(4))
}
