import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Client } from '../oauth/dialect.ts'
import { ACCESS_TOKEN_SECONDS, type Grants, newToken } from '../oauth/grants.ts'
import { redeemCode } from '../oauth/redeem-code.ts'
import { formOf, one, queryOf } from '../parameters.ts'

type Needs = { client: Client; grants: Grants; newAccessToken: () => string }
type Answer = Record<string, string>

const refused = (error: string, error_description: string): Answer => ({ error, error_description })

/** Naver reads a GET and a POST alike, the query as well as the form. */
const inputsOf = (request: FastifyRequest): URLSearchParams =>
  new URLSearchParams([...queryOf(request), ...(formOf(request) ?? [])])

const bearer = (accessToken: string): Answer => ({
  access_token: accessToken,
  token_type: 'bearer',
  // A text, whatever the documentation says.
  expires_in: String(ACCESS_TOKEN_SECONDS),
})

const issue = ({ client, grants, newAccessToken }: Needs, inputs: URLSearchParams): Answer => {
  const grant = redeemCode(grants, inputs, client.clientId)
  if (!grant) return refused('invalid_request', 'no valid data in session')
  const [accessToken, refreshToken] = [newAccessToken(), newToken().replace(/[_-]/g, 'x')]
  grants.accessTokens.set(accessToken, grant)
  grants.refreshTokens.set(refreshToken, grant)
  return { ...bearer(accessToken), refresh_token: refreshToken }
}

const renew = ({ grants, newAccessToken }: Needs, inputs: URLSearchParams): Answer => {
  const grant = grants.refreshTokens.get(one(inputs, 'refresh_token') ?? '')
  if (!grant) return refused('invalid_request', 'invalid refresh_token')
  const accessToken = newAccessToken()
  grants.accessTokens.set(accessToken, grant)
  return bearer(accessToken)
}

/** The old way to revoke: the same answer for a token that is gone already. */
const remove = ({ grants }: Needs, inputs: URLSearchParams): Answer => {
  const accessToken = one(inputs, 'access_token') ?? ''
  const grant = grants.accessTokens.get(accessToken)
  if (grant) grants.unlink(grant.personId)
  return { access_token: accessToken, result: 'success' }
}

const byGrantType: Readonly<Record<string, (needs: Needs, inputs: URLSearchParams) => Answer>> = {
  authorization_code: issue,
  refresh_token: renew,
  delete: remove,
}

const isClient = ({ clientId, clientSecret }: Client, inputs: URLSearchParams) =>
  one(inputs, 'client_id') === clientId && one(inputs, 'client_secret') === clientSecret

const answer = (needs: Needs, inputs: URLSearchParams): Answer => {
  if (!isClient(needs.client, inputs))
    return refused('invalid_request', 'wrong client id / client secret pair')
  const grant = byGrantType[one(inputs, 'grant_type') ?? '']
  return grant ? grant(needs, inputs) : refused('invalid_request', 'unsupported grant_type')
}

/** `/oauth2.0/token`, whose errors have status 200 too, and `/oauth2.0/revoke`, whose errors have not. */
export const token = (server: FastifyInstance, needs: Needs): void => {
  const handler = (request: FastifyRequest, reply: FastifyReply) =>
    reply.header('cache-control', 'no-store').send(answer(needs, inputsOf(request)))
  server.route({ method: ['GET', 'POST'], url: '/oauth2.0/token', handler })

  server.post('/oauth2.0/revoke', (request, reply) => {
    const inputs = inputsOf(request)
    if (!isClient(needs.client, inputs))
      return reply.code(401).send(refused('unauthorized_client', 'Client authentication failed.'))
    const given = one(inputs, 'token')
    if (given === undefined) return reply.code(400).send(refused('invalid_request', 'token is required'))
    const grant = needs.grants.accessTokens.get(given) ?? needs.grants.refreshTokens.get(given)
    if (grant) needs.grants.unlink(grant.personId)
    return reply.code(200).send()
  })
}
