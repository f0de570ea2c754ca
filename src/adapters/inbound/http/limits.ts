import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Allowance, Flow, Party, RateLimits } from '../../../application/ports/rate-limits.ts'
import { countedAddress } from './client-address.ts'
import type { Cookies } from './cookies.ts'
import { Problem } from './problem.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Which limits a route comes under; `other` where it says nothing, addresses without a route too. */
    flow?: Flow
  }
}

/** Counts every call before its body is read, and answers 429 to what is too many (ASVS 2.4.1). */
export function limitRequests(app: FastifyInstance, limits: RateLimits, cookies: Cookies): void {
  app.addHook('onRequest', async (request, reply) => {
    const flow = request.routeOptions.config.flow ?? 'other'
    for (const [party, key] of partiesOf(request, flow, cookies)) {
      const allowance = await limits.take(flow, party, key)
      if (allowance) tell(reply, allowance)
    }
  })
}

/** Who is counted: always the address, and whoever the call says it is for, by a hash that reveals nothing. */
function partiesOf(request: FastifyRequest, flow: Flow, cookies: Cookies): [Party, string][] {
  const address: [Party, string] = ['address', countedAddress(request.ip)]
  if (flow === 'callback') return [address, ...attempt(request)]
  if (flow !== 'signup' && flow !== 'token') return [address]
  const names =
    flow === 'signup' ? (['daemun_signup', 'daemun_consent'] as const) : (['daemun_session'] as const)
  const cookie = names.map((name) => cookies.read(request, name)).find((value) => value !== undefined)
  const holder = request.headers.authorization ?? cookie
  return holder === undefined ? [address] : [address, ['holder', hashed(holder)]]
}

function attempt({ query }: FastifyRequest): [Party, string][] {
  const { state } = query as { state?: unknown }
  return typeof state === 'string' ? [['attempt', hashed(state)]] : []
}

function hashed(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 22)
}

/** draft-ietf-httpapi-ratelimit-headers; of several limits the scarcest is told last and stays. */
function tell(reply: FastifyReply, { kind, limit, remaining, resetSeconds }: Allowance): void {
  const known = reply.getHeader('ratelimit-remaining')
  if (kind === 'allowed' && known !== undefined && Number(known) <= remaining) return
  reply.headers({
    'ratelimit-limit': limit,
    'ratelimit-remaining': remaining,
    'ratelimit-reset': resetSeconds,
  })
  if (kind === 'allowed') return
  const detail = `Too many calls: at most ${limit} a minute. Try again after the seconds in Retry-After.`
  throw new Problem('rate_limited', { detail }, { 'retry-after': String(resetSeconds) })
}
