import type { RateLimiterAbstract } from 'rate-limiter-flexible'
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible'
import type { Allowance, Flow, Party, RateLimits } from '../../../application/ports/rate-limits.ts'

const windowSeconds = 60

/**
 * Calls a minute. One address is generous, because a Korean mobile carrier puts many people behind one; a
 * single attempt or holder has no reason to come often (ASVS 6.3.1, API4).
 */
const limits: Readonly<Record<Flow, Readonly<Partial<Record<Party, number>>>>> = {
  begin: { address: 600 },
  callback: { address: 600, attempt: 5 },
  signup: { address: 1_200, holder: 120 },
  token: { address: 1_200, holder: 60 },
  // A provider's few servers tell of everybody: what is turned away here is never told again.
  webhook: { address: 30_000 },
  other: { address: 3_000 },
}

/** A connection to Redis, as the counters' library takes it. */
export type SharedStore = object

/**
 * Counters in Redis, shared by every process, when there is one; else, and whenever it does not answer, in
 * this process's memory: a dead limiter costs precision, never a login.
 */
export function rateLimits(shared?: SharedStore): RateLimits {
  const counters = new Map<string, RateLimiterAbstract>()
  for (const [flow, parties] of Object.entries(limits)) {
    for (const [party, points] of Object.entries(parties)) {
      counters.set(`${flow}:${party}`, counter(`daemun:limit:${flow}:${party}`, points, shared))
    }
  }
  return {
    async take(flow, party, key) {
      const limit = limits[flow][party]
      const counted = counters.get(`${flow}:${party}`)
      if (limit === undefined || !counted) return undefined
      return allowance(limit, counted.consume(key))
    },
  }
}

function counter(keyPrefix: string, points: number, shared?: SharedStore): RateLimiterAbstract {
  const options = { keyPrefix, points, duration: windowSeconds }
  const local = new RateLimiterMemory(options)
  if (!shared) return local
  return new RateLimiterRedis({
    ...options,
    storeClient: shared,
    insuranceLimiter: local,
    rejectIfRedisNotReady: true,
  })
}

async function allowance(limit: number, consumed: Promise<RateLimiterRes>): Promise<Allowance> {
  try {
    return toAllowance('allowed', limit, await consumed)
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused
    return toAllowance('exceeded', limit, refused)
  }
}

function toAllowance(
  kind: Allowance['kind'],
  limit: number,
  { remainingPoints, msBeforeNext }: RateLimiterRes,
): Allowance {
  return {
    kind,
    limit,
    remaining: remainingPoints,
    resetSeconds: Math.max(1, Math.ceil(msBeforeNext / 1_000)),
  }
}
