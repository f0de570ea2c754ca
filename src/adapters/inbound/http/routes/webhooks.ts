import formbody from '@fastify/formbody'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { NoticeSource, ReadNotice } from '../../../../application/ports/identity-providers.ts'
import type { ProviderName } from '../../../../domain/identity.ts'
import { invalidToken, Problem } from '../problem.ts'
import { providerOf, providerParams } from '../provider-parameter.ts'
import type { HttpServices } from '../services.ts'
import { nothing } from './schemas.ts'

const config = { flow: 'webhook' } as const
const tags = ['webhooks']

/** `/auth/{provider}/webhooks/...`: what providers tell without being asked. Written down at once, heeded by a job. */
export function webhookRoutes(app: FastifyInstance, services: HttpServices): void {
  app.register(async (scope) => {
    await scope.register(formbody, { bodyLimit: 16_384 })
    scope.addContentTypeParser(
      'application/secevent+jwt',
      { parseAs: 'string', bodyLimit: 16_384 },
      (_request, body, done) => done(null, body),
    )
    unlinkRoute(scope, services)
    securityEventRoute(scope, services)
  })
}

type Source = { readonly name: ProviderName; readonly notices: NoticeSource }

function sourceOf(services: HttpServices, request: FastifyRequest): Source {
  const { name, notices } = providerOf(services.providers, request)
  if (!notices) throw new Problem('not_found', { detail: `${name} has no webhooks here.` })
  return { name, notices }
}

async function remember({ providerNotices }: HttpServices, provider: ProviderName, read: ReadNotice) {
  const { subject, notice, id } = read
  if (notice) await providerNotices.receive({ provider, subject, notice, id })
}

function unlinkRoute(scope: FastifyInstance, services: HttpServices): void {
  const schema = {
    summary: 'A person unlinked us at the provider (Kakao: 연결 해제 웹훅)',
    tags,
    params: providerParams,
    response: { 200: nothing('Heard, also of somebody unknown') },
  }
  scope.route({
    method: ['GET', 'POST'],
    url: '/auth/:provider/webhooks/unlink',
    schema,
    config: { ...config, problems: ['invalid_token', 'not_found'] as const },
    async handler(request, reply) {
      const { name, notices } = sourceOf(services, request)
      const fields = { ...(request.query as object), ...(request.body as object | undefined) }
      const read = notices.readUnlink(request.headers.authorization, fields)
      if (read.kind === 'unauthorized') throw invalidToken(true)
      if (read.kind === 'invalid') {
        const detail = 'It has to be the one that the provider documents.'
        throw new Problem('invalid_request', { errors: [{ field: read.field, code: 'invalid', detail }] })
      }
      await remember(services, name, read)
      return reply.code(200).send()
    },
  })
}

function securityEventRoute(scope: FastifyInstance, services: HttpServices): void {
  const schema = {
    summary: 'A security event token, pushed (RFC 8417, RFC 8935; Kakao: 계정 상태 변경 웹훅)',
    tags,
    consumes: ['application/secevent+jwt'],
    params: providerParams,
    body: Type.String({ description: 'A compact JWS' }),
    response: {
      202: nothing('Heard'),
      400: Type.Object({ err: Type.String(), description: Type.String() }, { description: 'RFC 8935 2.4' }),
    },
  }
  const options = { schema, config: { ...config, problems: ['not_found', 'provider_unavailable'] as const } }
  scope.post('/auth/:provider/webhooks/events', options, async (request, reply) => {
    const { name, notices } = sourceOf(services, request)
    const read = await notices.readSecurityEvent(request.body as string)
    if (read.kind === 'refused') return reply.code(400).send({ err: read.err, description: read.description })
    await remember(services, name, read)
    return reply.code(202).send()
  })
}
