import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { sendPage } from '../pages/page.ts'
import { formOf, queryOf } from '../parameters.ts'
import { isFromNoOtherPage, isFromOwnPage } from './own-origin.ts'
import { placeOrder } from './place-order.ts'
import type { PostOffice } from './post-office.ts'
import { webhooksPage } from './webhooks-page.ts'

type Answer = (request: FastifyRequest, reply: FastifyReply) => FastifyReply | Promise<FastifyReply>

/** Forms and scripts of other sites come from a page that is not ours. */
export const sendForeign = (reply: FastifyReply): FastifyReply =>
  reply.code(403).send({ error: 'forbidden', error_description: 'Another site may not send this.' })

const byJson =
  (office: PostOffice): Answer =>
  async (request, reply) => {
    if (!isFromNoOtherPage(request)) return sendForeign(reply)
    const placed = await placeOrder(office, request.body)
    if (placed.kind === 'sent') return reply.send(placed.delivery)
    const { field, detail } = placed
    return reply.code(400).send({ error: 'invalid_request', field, error_description: detail.en })
  }

const byForm =
  (office: PostOffice, form: URLSearchParams): Answer =>
  async (request, reply) => {
    if (!isFromOwnPage(request)) return sendForeign(reply)
    const written = Object.fromEntries(form)
    const placed = await placeOrder(office, written)
    if (placed.kind === 'sent') return reply.redirect(`/webhooks?${form}#sent`, 303)
    return sendPage(request, reply, 400, webhooksPage(office, written, placed))
  }

/** `/webhooks`: what providers tell by themselves, sent when wanted, by a page or by a call. */
export const webhooks = (server: FastifyInstance, office: PostOffice): void => {
  server.get('/webhooks', (request, reply) =>
    sendPage(request, reply, 200, webhooksPage(office, Object.fromEntries(queryOf(request)))),
  )
  server.post('/webhooks', (request, reply) => {
    const form = formOf(request)
    if (form) return byForm(office, form)(request, reply)
    const [type = ''] = (request.headers['content-type'] ?? '').split(';')
    if (type.trim().toLowerCase() === 'application/json') return byJson(office)(request, reply)
    return reply
      .code(415)
      .send({ error: 'unsupported_media_type', error_description: 'It has to be application/json.' })
  })
}
