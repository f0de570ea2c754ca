import type { FastifyInstance, FastifyRequest } from 'fastify'

/** One line a request: the route's pattern, never its address, whose query may hold a code. */
export function logRequests(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    const ms = Math.round(reply.elapsedTime * 10) / 10
    const route = request.routeOptions.url ?? 'none'
    const code = problemCodes.get(request)
    request.log.info({ method: request.method, route, status: reply.statusCode, code, ms }, 'request')
  })
}

const problemCodes = new WeakMap<FastifyRequest, string>()

/** Lets the line of a request say which problem it was answered with. */
export function noteProblem(request: FastifyRequest, code: string): void {
  problemCodes.set(request, code)
}
