import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { WatchedRequest, WatchedServices } from './services.ts'

/**
 * One line a request, and a word to whoever watches: the route's pattern, never its address, whose query may hold
 * a code.
 */
export function logRequests(app: FastifyInstance, watch: WatchedServices['watchRequest']): void {
  const watched = new WeakMap<FastifyRequest, WatchedRequest>()
  app.addHook('onRequest', (request, _reply, done) => {
    watched.set(request, watch({ method: request.method, route: routeOf(request) }))
    done()
  })
  // Not earlier: reading a body comes back from elsewhere, and would not know any more what it is a part of.
  app.addHook('preHandler', (request, _reply, done) => {
    const watching = watched.get(request)
    if (watching) watching.within(done)
    else done()
  })
  app.addHook('onResponse', async (request, { statusCode: status, elapsedTime }) => {
    const ms = Math.round(elapsedTime * 10) / 10
    const code = problemCodes.get(request)
    request.log.info({ method: request.method, route: routeOf(request), status, code, ms }, 'request')
    watched.get(request)?.answered({ status, code, seconds: elapsedTime / 1_000 })
  })
}

function routeOf(request: FastifyRequest): string {
  return request.routeOptions.url ?? 'none'
}

const problemCodes = new WeakMap<FastifyRequest, string>()

/** Lets the line of a request say which problem it was answered with. */
export function noteProblem(request: FastifyRequest, code: string): void {
  problemCodes.set(request, code)
}
