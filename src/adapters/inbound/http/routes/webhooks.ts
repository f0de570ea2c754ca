import formbody from '@fastify/formbody'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type {
  NoticeSource,
  ReadNotice,
  UnlinkRefusal,
} from '../../../../application/ports/identity-providers.ts'
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

/** What the provider in the path has for one of the webhooks. */
function sourceOf<Webhook extends keyof NoticeSource>(
  services: HttpServices,
  request: FastifyRequest,
  webhook: Webhook,
): { readonly name: ProviderName; readonly source: NonNullable<NoticeSource[Webhook]> } {
  const { name, notices } = providerOf(services.providers, request)
  const source = notices?.[webhook]
  if (!source) throw new Problem('not_found', { detail: `There is no such webhook of ${name}.` })
  return { name, source }
}

async function remember({ providerNotices }: HttpServices, provider: ProviderName, read: ReadNotice) {
  const { subject, notice, id, at } = read
  if (notice) await providerNotices.receive({ provider, subject, notice, id, at })
}

/** Parameters wherever they stand. One that has two values is a list, which no provider takes for a value. */
function fieldsOf({ query, body }: FastifyRequest): Record<string, unknown> {
  const [inQuery, inBody] = [query ?? {}, body ?? {}] as Record<string, unknown>[]
  const fields: Record<string, unknown> = { ...inQuery, ...inBody }
  for (const name of Object.keys(inQuery ?? {}))
    if (fields[name] !== inQuery?.[name]) fields[name] = [inQuery?.[name], fields[name]]
  return fields
}

function problemOf(refusal: UnlinkRefusal): Problem {
  if (refusal.kind === 'unauthorized') return invalidToken(true)
  if (refusal.kind === 'forged')
    return new Problem('invalid_signature', { detail: 'It has to be signed as the provider documents.' })
  const { field, detail } = refusal
  return new Problem('invalid_request', { errors: [{ field, code: 'invalid', detail }] })
}

/** Without a schema of its body the route has to say itself what may be wrong with one. */
const unlinkProblems = [
  'invalid_token',
  'invalid_signature',
  'not_found',
  'invalid_body',
  'body_too_large',
  'unsupported_media_type',
] as const

function unlinkRoute(scope: FastifyInstance, services: HttpServices): void {
  const schema = {
    summary: 'A person unlinked us at the provider (Kakao: 연결 해제 웹훅, Naver: 연결끊기 Callback)',
    tags,
    consumes: ['application/x-www-form-urlencoded'],
    params: providerParams,
    response: {
      200: nothing('Heard, also of somebody unknown: Kakao'),
      204: nothing('Heard, also of somebody unknown: Naver'),
    },
  }
  scope.route({
    method: ['GET', 'POST'],
    url: '/auth/:provider/webhooks/unlink',
    schema,
    config: { ...config, problems: unlinkProblems },
    async handler(request, reply) {
      const { name, source } = sourceOf(services, request, 'unlink')
      const read = source.read(request.headers.authorization, fieldsOf(request))
      if (read.kind !== 'notice') throw problemOf(read)
      await remember(services, name, read)
      return reply.code(source.heard).send()
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
    const { name, source: readSecurityEvent } = sourceOf(services, request, 'readSecurityEvent')
    const read = await readSecurityEvent(request.body as string)
    if (read.kind === 'refused') return reply.code(400).send({ err: read.err, description: read.description })
    await remember(services, name, read)
    return reply.code(202).send()
  })
}
