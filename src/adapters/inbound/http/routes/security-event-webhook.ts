import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { Problem } from '../problem.ts'
import { providerParams } from '../provider-parameter.ts'
import type { HttpServices } from '../services.ts'
import { nothing } from './schemas.ts'
import { remember, sourceOf, webhook } from './webhook.ts'

const schema = {
  summary: 'A security event token, pushed (RFC 8417, RFC 8935; Kakao: 계정 상태 변경 웹훅; Google: RISC)',
  tags: webhook.tags,
  consumes: ['application/secevent+jwt'],
  params: providerParams,
  body: Type.String({ description: 'A compact JWS; from Google under any type of content' }),
  response: {
    202: nothing('Heard'),
    400: Type.Object({ err: Type.String(), description: Type.String() }, { description: 'RFC 8935 2.4' }),
  },
}

/** `/auth/{provider}/webhooks/events`: the body is text, whatever it is called. */
export function securityEventWebhook(scope: FastifyInstance, services: HttpServices): void {
  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body))
  const config = {
    flow: webhook.flow,
    problems: ['not_found', 'provider_unavailable', 'provider_timeout', 'provider_busy'] as const,
  }
  // What is no text at all is refused in the words of RFC 8935 too.
  const options = { schema, config, attachValidation: true }
  scope.post('/auth/:provider/webhooks/events', options, async (request, reply) => {
    const { name, source } = sourceOf(services, request, 'events')
    refuseOtherContent(request, source.contentType)
    const read = await source.read(typeof request.body === 'string' ? request.body : '')
    if (read.kind === 'refused') return reply.code(400).send({ err: read.err, description: read.description })
    if (read.kind === 'notice') await remember(services, name, read)
    return reply.code(202).send()
  })
}

function refuseOtherContent({ headers }: FastifyRequest, wanted: string | null): void {
  const sent = headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase()
  if (wanted !== null && sent !== wanted)
    throw new Problem('unsupported_media_type', { detail: `Send ${wanted}.` })
}
