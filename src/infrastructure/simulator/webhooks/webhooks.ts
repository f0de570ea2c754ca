import type { FastifyInstance } from 'fastify'
import type { PostOffice } from './post-office.ts'
import { orderByJson } from './webhooks-api.ts'

/** `/webhooks`: what providers tell by themselves, sent when wanted. */
export const webhooks = (server: FastifyInstance, office: PostOffice): void => {
  const byJson = orderByJson(office)
  server.post('/webhooks', (request, reply) => {
    const [type = ''] = (request.headers['content-type'] ?? '').split(';')
    if (type.trim().toLowerCase() === 'application/json') return byJson(request, reply)
    return reply
      .code(415)
      .send({ error: 'unsupported_media_type', error_description: 'It has to be application/json.' })
  })
}
