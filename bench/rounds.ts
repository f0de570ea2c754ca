import type { BenchDatabase } from './database.ts'
import type { Load, LoadResult } from './load.ts'
import { cpuOf, cpuOfFamily } from './measure.ts'
import type { Helper, Server } from './processes.ts'
import type { Measured, Sample } from './report.ts'
import { settings } from './settings.ts'

/** Something that logs people in, by the name that the report gives it. */
export type Variant = Server & { readonly variant: string }

export type Kind = 'known' | 'firstSeen'

export type Bench = {
  readonly database: BenchDatabase
  readonly loader: Helper
  /** Whether what a worker does after the login counts too, until nothing is left of it. */
  readonly withWorker: boolean
}

/** How many different known users there are. */
export const knownUsers = 1_000

/** Past every known user's; nobody is first seen twice. */
let nextNewcomer = 1_000_000_000

/**
 * Measures variants in turn, round after round, each with the same number of logins. Whatever the machine does
 * besides meets all of them.
 */
export async function measureInTurn(
  bench: Bench,
  kind: Kind,
  variants: readonly Variant[],
): Promise<Measured[]> {
  const measured = variants.map(({ variant }) => ({ variant, samples: [] as Sample[] }))
  for (const variant of variants) await logIn(bench, kind, variant, settings.warmUp)
  for (let round = 0; round < settings.rounds; round++) {
    for (const [index, variant] of variants.entries()) {
      measured[index]?.samples.push(await sampleOf(bench, kind, variant))
    }
  }
  return measured
}

async function sampleOf(bench: Bench, kind: Kind, variant: Variant): Promise<Sample> {
  const logins = settings[kind]
  const postgres = bench.database.pid
  // Connections that a round opens anew, and caches that another variant has taken over, are no part of a login.
  await logIn(bench, kind, variant, settings.concurrency * 4)
  const before = { cpu: cpuOf(variant.pid), postgres: postgres && cpuOfFamily(postgres) }
  const { ms, p50, p99 } = await logIn(bench, kind, variant, logins)
  const after = { cpu: cpuOf(variant.pid), postgres: postgres && cpuOfFamily(postgres) }
  return {
    loginsPerSecond: (logins / ms) * 1_000,
    cpu: (after.cpu - before.cpu) / logins,
    postgresCpu:
      after.postgres === undefined || before.postgres === undefined
        ? null
        : (after.postgres - before.postgres) / logins,
    p50,
    p99,
  }
}

async function logIn(
  { database, loader, withWorker }: Bench,
  kind: Kind,
  { origin }: Variant,
  logins: number,
): Promise<LoadResult> {
  const { concurrency } = settings
  const known = { first: 1, distinct: knownUsers, status: 200 } as const
  const firstSeen = { first: nextNewcomer, distinct: logins, status: 202 } as const
  if (kind === 'firstSeen') nextNewcomer += logins
  const load: Load = { origin, logins, concurrency, ...(kind === 'known' ? known : firstSeen) }
  const result = await loader.ask<LoadResult>(load)
  if (withWorker) await database.eventsHandled()
  return result
}
