import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { UnlinkRefusal } from '../../../../application/ports/identity-providers.ts'
import { invalidToken, Problem } from '../problem.ts'
import { providerParams } from '../provider-parameter.ts'
import type { HttpServices } from '../services.ts'
import { nothing } from './schemas.ts'
import { remember, sourceOf, webhook } from './webhook.ts'

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

/** `/auth/{provider}/webhooks/unlink`, by the methods of every provider. */
export function unlinkWebhook(scope: FastifyInstance, services: HttpServices): void {
  const schema = {
    summary: 'A person unlinked us at the provider (Kakao: 연결 해제 웹훅, Naver: 연결끊기 Callback)',
    tags: webhook.tags,
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
    config: { flow: webhook.flow, problems: unlinkProblems },
    async handler(request, reply) {
      const { name, source } = sourceOf(services, request, 'unlink')
      const read = source.read(request.headers.authorization, fieldsOf(request))
      if (read.kind !== 'notice') throw problemOf(read)
      await remember(services, name, read)
      return reply.code(source.heard).send()
    },
  })
}
