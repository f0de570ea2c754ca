import type { FastifyReply, FastifyRequest } from 'fastify'
import { isFromNoOtherPage } from './own-origin.ts'
import type { PostOffice } from './post-office.ts'
import { readOrder } from './read-order.ts'

const refuse = (reply: FastifyReply, status: number, error: string, detail: string, field?: string) =>
  reply.code(status).send({ error, ...(field !== undefined && { field }), error_description: detail })

const nothingToReplay = {
  field: 'fault',
  detail: 'Nothing was sent before about this person and event that could be sent again.',
}

/** `POST /webhooks` with JSON: sends one webhook, and tells what the service answered. */
export const orderByJson =
  (office: PostOffice) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    if (!isFromNoOtherPage(request))
      return refuse(reply, 403, 'forbidden', 'Another site may not send webhooks from here.')
    const read = readOrder(request.body, [...office.senders.keys()])
    if (read.kind === 'refused') return refuse(reply, 400, 'invalid_request', read.detail, read.field)
    const delivery = await office.send(read.order)
    if (!delivery) return refuse(reply, 400, 'invalid_request', nothingToReplay.detail, nothingToReplay.field)
    return reply.send(delivery)
  }
