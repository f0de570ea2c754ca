import type { FastifyRequest } from 'fastify'
import Negotiator from 'negotiator'
import type { Language } from './pages/language.ts'
import { preferredLanguage } from './pages/language.ts'

/** Whether a page is wanted rather than JSON. A client that takes anything gets JSON. */
export function prefersPage(request: FastifyRequest): boolean {
  const { accept = '*/*' } = request.headers
  // What applications send needs no further look.
  if (accept === '*/*' || !/(?:text|\*)\//i.test(accept)) return false
  const offered = ['application/json', 'application/problem+json', 'text/html']
  return new Negotiator(request.raw).mediaTypes(offered)[0] === 'text/html'
}

export function languageOf(request: FastifyRequest): Language {
  return preferredLanguage(request.headers['accept-language'])
}

/** Where a call comes from, for the person to recognise a session by. */
export function deviceOf(request: FastifyRequest) {
  return { userAgent: request.headers['user-agent']?.slice(0, 512) ?? null, address: request.ip }
}
