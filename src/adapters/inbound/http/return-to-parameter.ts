import type { FastifyRequest } from 'fastify'
import type { ReturnTo } from '../../../domain/return-to.ts'
import { parseReturnTo } from '../../../domain/return-to.ts'
import { Problem } from './problem.ts'
import type { HttpSettings } from './services.ts'

/** `return_to` of the query, or `null` without one. Throws 400 when it is given twice or may not be followed. */
export function returnToOf(
  request: FastifyRequest,
  { publicUrl, returnToOrigins }: HttpSettings,
): ReturnTo | null {
  const given = (request.query as { return_to?: string | string[] }).return_to
  if (given === undefined) return null
  const parsed =
    typeof given === 'string' ? parseReturnTo(given, [publicUrl.origin, ...returnToOrigins]) : undefined
  if (parsed !== undefined) return parsed
  const origins = [publicUrl.origin, ...returnToOrigins].join(', ')
  const detail = `Give return_to once: a path that begins with one slash, or an address of ${origins}.`
  throw new Problem('return_to_not_allowed', { detail })
}
