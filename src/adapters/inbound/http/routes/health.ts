import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { Problem } from '../problem.ts'
import type { WatchedServices } from '../services.ts'

const response = { 200: Type.Object({ status: Type.String() }) }
const tags = ['health']

/** `GET /healthz`: the process answers. `GET /readyz`: it can serve. */
export function healthRoutes(app: FastifyInstance, { readiness }: Pick<WatchedServices, 'readiness'>) {
  app.get('/healthz', { schema: { summary: 'Alive', tags, response } }, async () => ({ status: 'alive' }))
  app.get('/readyz', { schema: { summary: 'Able to serve', tags, response } }, async () => {
    const state = await readiness()
    if (state.kind !== 'ready')
      throw new Problem('service_unavailable', { detail: state.detail }, { 'retry-after': '1' })
    return { status: 'ready' }
  })
}
