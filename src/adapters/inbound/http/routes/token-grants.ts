import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { ownClientId } from '../../../../domain/client.ts'
import type { OAuthErrorCode } from '../oauth-error.ts'
import { sendOAuthError } from '../oauth-error.ts'
import type { HttpServices, HttpSettings } from '../services.ts'
import { signedInBody } from '../signed-in.ts'

/** RFC 6749 4.1.3 with RFC 7636 4.5. Parameters that we do not know are ignored (RFC 6749 3.2). */
export const codeGrantSchema = Type.Object({
  grant_type: Type.Literal('authorization_code'),
  code: Type.String(),
  redirect_uri: Type.String({ description: 'The one that the code was sent to' }),
  client_id: Type.String(),
  code_verifier: Type.String({ description: 'What the code_challenge was made of' }),
})

/** RFC 6749 6. */
export const refreshGrantSchema = Type.Object({
  grant_type: Type.Literal('refresh_token'),
  refresh_token: Type.String(),
  client_id: Type.Optional(Type.String({ description: 'The client that the token was issued to' })),
})

export type GrantBody = Readonly<Record<string, unknown>>

type Answered = ReturnType<typeof signedInBody> | readonly [OAuthErrorCode, string]

const invalidGrant = [
  'invalid_grant',
  'It is unknown, used, expired, or was issued for something else. Begin a new login.',
] as const

/** `POST /auth/token` for client libraries: grants and errors by RFC 6749. */
export function tokenGrants(services: HttpServices, { clients }: HttpSettings) {
  const knows = (id: string) => id === ownClientId || clients.some((client) => client.id === id)

  const byCode = async (body: GrantBody): Promise<Answered> => {
    const sent = textsOf(body, ['code', 'redirect_uri', 'client_id', 'code_verifier'])
    if (typeof sent === 'string') return missing(sent)
    if (!knows(sent.client_id)) return unknownClient
    // RFC 7636 4.1; whatever has another shape was never hashed into a challenge by a client of ours.
    if (!/^[A-Za-z0-9\-._~]{43,128}$/.test(sent.code_verifier))
      return ['invalid_request', 'code_verifier must be 43 to 128 unreserved characters (RFC 7636 4.1).']
    const presented = {
      code: sent.code,
      codeVerifier: sent.code_verifier,
      clientId: sent.client_id,
      redirectUri: sent.redirect_uri,
    }
    const outcome = await services.redeemCode(presented)
    return outcome.kind === 'signed_in' ? signedInBody(outcome) : invalidGrant
  }

  const byRefreshToken = async (body: GrantBody, address: string): Promise<Answered> => {
    const { client_id: clientId, refresh_token: token } = body
    if (typeof token !== 'string' || token === '') return missing('refresh_token')
    if (clientId !== undefined && (typeof clientId !== 'string' || !knows(clientId))) return unknownClient
    const outcome = await services.refreshSession(token, address, clientId)
    return outcome.kind === 'signed_in' ? signedInBody(outcome) : invalidGrant
  }

  return async (request: FastifyRequest, reply: FastifyReply, body: GrantBody) => {
    const answer = await answerOf(request, body)
    if ('status' in answer) return reply.send(answer)
    return sendOAuthError(request, reply, ...answer)
  }

  async function answerOf(request: FastifyRequest, body: GrantBody): Promise<Answered> {
    const twice = Object.keys(body).find((name) => Array.isArray(body[name]))
    if (twice !== undefined) return ['invalid_request', `Send ${nameable(twice)} once.`]
    if (/^Basic\b/i.test(request.headers.authorization ?? ''))
      return ['invalid_client', 'Clients here have no secret: send client_id in the body.']
    if (body.grant_type === 'authorization_code') return byCode(body)
    if (body.grant_type === 'refresh_token') return byRefreshToken(body, request.ip)
    if (body.grant_type === undefined) return missing('grant_type')
    return ['unsupported_grant_type', 'grant_type must be authorization_code or refresh_token.']
  }
}

const unknownClient = ['invalid_client', 'client_id must be the id of an application in CLIENTS.'] as const

function missing(name: string): Answered {
  return ['invalid_request', `Send ${name}, once and as text.`]
}

/** RFC 6749 5.2 allows visible ASCII without quotes alone. */
function nameable(name: string): string {
  return /^\w{1,40}$/.test(name) ? name : 'each parameter'
}

/** The members that must be there; the name of the first that is not. */
function textsOf<Name extends string>(body: GrantBody, names: readonly Name[]): Record<Name, string> | Name {
  const absent = names.find((name) => typeof body[name] !== 'string' || body[name] === '')
  return absent ?? (Object.fromEntries(names.map((name) => [name, body[name]])) as Record<Name, string>)
}
