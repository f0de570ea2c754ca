import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { WatchedServices } from './services.ts'

/** One line a request, and a word to `onAnswer`: the route's pattern, never its address, whose query may hold a code. */
export function logRequests(app: FastifyInstance, onAnswer: WatchedServices['onAnswer']): void {
  app.addHook('onResponse', async (request, reply) => {
    const ms = Math.round(reply.elapsedTime * 10) / 10
    const { method } = request
    const { statusCode: status, elapsedTime } = reply
    const route = request.routeOptions.url ?? 'none'
    const code = problemCodes.get(request)
    request.log.info({ method, route, status, code, ms }, 'request')
    onAnswer({ method, route, status, code, seconds: elapsedTime / 1_000 })
  })
}

const problemCodes = new WeakMap<FastifyRequest, string>()

/** Lets the line of a request say which problem it was answered with. */
export function noteProblem(request: FastifyRequest, code: string): void {
  problemCodes.set(request, code)
}
