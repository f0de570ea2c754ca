import type { FastifyInstance } from 'fastify'

/** One line a request: the route's pattern, never its address, whose query may hold a code. */
export function logRequests(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    const ms = Math.round(reply.elapsedTime * 10) / 10
    const route = request.routeOptions.url ?? 'none'
    request.log.info(
      { req_id: request.id, method: request.method, route, status: reply.statusCode, ms },
      'request',
    )
  })
}
