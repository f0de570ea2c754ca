import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { WatchedRequest, WatchedServices } from './services.ts'

declare module 'fastify' {
  interface FastifyRequest {
    watched: WatchedRequest | null
    /** Of the problem that it was answered with. */
    problemCode: string | undefined
  }
}

/**
 * One line a request, and a word to whoever watches: the route's pattern, never its address, whose query may hold
 * a code.
 */
export function logRequests(app: FastifyInstance, watch: WatchedServices['watchRequest']): void {
  app.decorateRequest('watched', null)
  app.decorateRequest('problemCode', undefined)
  app.addHook('onRequest', (request, _reply, done) => {
    request.watched = watch({ method: request.method, route: routeOf(request) })
    done()
  })
  // Not earlier: reading a body comes back from elsewhere, and would not know any more what it is a part of.
  app.addHook('preHandler', (request, _reply, done) => {
    if (request.watched) request.watched.within(done)
    else done()
  })
  app.addHook('onResponse', (request, { statusCode: status, elapsedTime }, done) => {
    const ms = Math.round(elapsedTime * 10) / 10
    const code = request.problemCode
    request.log.info({ method: request.method, route: routeOf(request), status, code, ms }, 'request')
    request.watched?.answered({ status, code, seconds: elapsedTime / 1_000 })
    done()
  })
}

function routeOf(request: FastifyRequest): string {
  return request.routeOptions.url ?? 'none'
}

/** Lets the line of a request say which problem it was answered with. */
export function noteProblem(request: FastifyRequest, code: string): void {
  request.problemCode = code
}
