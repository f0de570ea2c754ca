import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import type { WatchedServices } from '../services.ts'

/** Prometheus' text exposition format. */
const contentType = 'text/plain; version=0.0.4; charset=utf-8'

const schema = {
  summary: 'Numbers for Prometheus; keep this address from the internet at the proxy',
  tags: ['health'],
  response: { 200: { content: { 'text/plain': { schema: Type.String() } } } },
}

/** `GET /metrics` */
export function metricsRoute(app: FastifyInstance, { metrics }: Pick<WatchedServices, 'metrics'>) {
  app.get('/metrics', { schema }, async (_request, reply) => reply.type(contentType).send(await metrics()))
}
