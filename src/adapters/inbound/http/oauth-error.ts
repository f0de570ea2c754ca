import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { noteProblem } from './request-log.ts'

/** RFC 6749 5.2, with the status of each. */
const errors = {
  invalid_request: 400,
  invalid_client: 401,
  invalid_grant: 400,
  unsupported_grant_type: 400,
} as const

export type OAuthErrorCode = keyof typeof errors

/** The body, as OpenAPI shows it: what RFC 6749 has, and the members of our problems beside it. */
const body = Type.Object({
  error: Type.Union(Object.keys(errors).map((each) => Type.Literal(each))),
  error_description: Type.String(),
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  detail: Type.String(),
  code: Type.String(),
  request_id: Type.String(),
})

/** An answer that the media type tells from a problem of our own calls. */
export const oauthErrorSchema = {
  description: 'For a client library, by RFC 6749 5.2',
  content: { 'application/json': { schema: body } },
}

/**
 * Says no to a client library in its own words. `application/json`, because such libraries read nothing else; the
 * members of RFC 9457 are there too, so that one reader of errors does for all of our calls.
 */
export function sendOAuthError(
  request: FastifyRequest,
  reply: FastifyReply,
  error: OAuthErrorCode,
  description: string,
) {
  const status = errors[error]
  noteProblem(request, error)
  // RFC 6749 5.2: who tried to authenticate by a header is told that none is wanted.
  if (request.headers.authorization !== undefined && status === 401)
    reply.header('www-authenticate', 'Basic error="invalid_client"')
  return reply.code(status).send({
    error,
    error_description: description,
    type: `urn:daemun:problem:${error}`,
    title: 'The token request was refused',
    status,
    detail: description,
    code: error,
    request_id: request.id,
  })
}
