import type { FastifyInstance } from 'fastify'
import type { Client } from '../../../domain/client.ts'

/** What pages of clients may call with tokens of their own; what is below each address too. */
const shared = ['/auth/token', '/auth/logout', '/auth/signup', '/auth/sessions', '/users/me']

/** Public by nature, and read by every client library. */
const open = '/.well-known/'

const allowedHeaders = 'Authorization, Content-Type, If-Match'
const exposedHeaders =
  'ETag, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, Retry-After, WWW-Authenticate'
/** Seconds for which a browser may keep what a preflight said. */
const preflightSeconds = 600

/**
 * Lets pages of the clients' origins, and of no other, read our answers (Fetch 3.2, ASVS 3.4.2). Never with
 * cookies: what a client calls with is a token that it holds itself.
 */
export function shareWithClients(app: FastifyInstance, clients: readonly Client[]): void {
  const origins = new Set(clients.flatMap((client) => client.origins))
  const methods = new Map<string, Set<string>>()
  app.addHook('onRoute', ({ url, method, schema }) => {
    const isShared = shared.some((path) => url === path || url.startsWith(`${path}/`))
    if (!isShared || schema?.hide) return
    methods.set(url, new Set([...(methods.get(url) ?? []), ...[method].flat()]))
  })
  app.addHook('onRequest', (request, reply, done) => {
    const { url = '' } = request.routeOptions
    if (url.startsWith(open)) reply.header('access-control-allow-origin', '*')
    const allowed = methods.get(url)
    if (!allowed) return done()
    // Also without an Origin: one address answers differently by it, whoever keeps the answer (RFC 9110 12.5.5).
    reply.header('vary', 'Origin')
    const { origin } = request.headers
    if (origin === undefined || !origins.has(origin)) return done()
    reply.headers({ 'access-control-allow-origin': origin, 'access-control-expose-headers': exposedHeaders })
    if (request.method !== 'OPTIONS' || !request.headers['access-control-request-method']) return done()
    reply.headers({
      'access-control-allow-methods': [...allowed].join(', '),
      'access-control-allow-headers': allowedHeaders,
      'access-control-max-age': preflightSeconds,
    })
    reply.code(204).send()
  })
}
