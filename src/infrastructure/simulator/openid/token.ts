import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { JWTPayload } from 'jose'
import type { Client } from '../oauth/dialect.ts'
import { ACCESS_TOKEN_SECONDS, type Grant, type Grants, newToken } from '../oauth/grants.ts'
import { redeemCode } from '../oauth/redeem-code.ts'
import { formOf, one } from '../parameters.ts'

type Needs = {
  path: string
  revokePath: string
  refreshesOfflineAlone: boolean
  clients: readonly Client[]
  grants: Grants
  issuer: () => string
  sign(claims: JWTPayload, clientSecret: string): Promise<string>
  now: () => Date
  claimsOf(personId: string): Record<string, unknown>
}

const decoded = (text: string) => decodeURIComponent(text.replaceAll('+', ' '))

/** The credentials of a request: in the form, or by HTTP Basic (RFC 6749 section 2.3.1). */
const credentialsOf = ({ headers }: FastifyRequest, form: URLSearchParams) => {
  const [, basic] = /^Basic +(\S+)$/i.exec(headers.authorization ?? '') ?? []
  if (basic === undefined) return [one(form, 'client_id'), one(form, 'client_secret')]
  const [id = '', secret = ''] = Buffer.from(basic, 'base64').toString().split(':')
  return [decoded(id), decoded(secret)]
}

const clientOf = (clients: readonly Client[], request: FastifyRequest, form: URLSearchParams) => {
  const [id, secret] = credentialsOf(request, form)
  return clients.find(({ clientId, clientSecret }) => clientId === id && clientSecret === secret)
}

const sendError = (reply: FastifyReply, status: number, error: string, error_description: string) =>
  reply.code(status).send({ error, error_description })

const idToken = ({ issuer, sign, now, claimsOf, clients }: Needs, grant: Grant): Promise<string> => {
  const iat = Math.floor(now().getTime() / 1000)
  const client = clients.find(({ clientId }) => clientId === grant.clientId)
  const claims = {
    iss: issuer(),
    azp: grant.clientId,
    aud: grant.clientId,
    sub: grant.personId,
    iat,
    exp: iat + 3_600,
    auth_time: Math.floor(grant.authTime.getTime() / 1000),
    ...(grant.nonce !== undefined && { nonce: grant.nonce }),
    ...claimsOf(grant.personId),
  }
  return sign(claims, client?.clientSecret ?? '')
}

const issued = async (needs: Needs, grant: Grant, withRefreshToken: boolean) => {
  const [accessToken, refreshToken] = [newToken(), newToken()]
  needs.grants.accessTokens.set(accessToken, grant)
  if (withRefreshToken) needs.grants.refreshTokens.set(refreshToken, grant)
  return {
    access_token: accessToken,
    token_type: 'Bearer',
    expires_in: ACCESS_TOKEN_SECONDS,
    scope: grant.scope.join(' '),
    ...(withRefreshToken && { refresh_token: refreshToken }),
    ...(grant.scope.includes('openid') && { id_token: await idToken(needs, grant) }),
  }
}

/** The token endpoint and revocation (RFC 7009). */
export const token = (server: FastifyInstance, needs: Needs): void => {
  const { path, revokePath, clients, grants } = needs
  server.post(path, async (request, reply) => {
    reply.header('cache-control', 'no-store')
    const form = formOf(request) ?? new URLSearchParams()
    const client = clientOf(clients, request, form)
    if (!client) return sendError(reply, 401, 'invalid_client', 'The OAuth client was not found.')
    const grantType = one(form, 'grant_type')
    if (grantType === 'refresh_token') {
      const grant = grants.refreshTokens.get(one(form, 'refresh_token') ?? '')
      if (!grant || grant.clientId !== client.clientId)
        return sendError(reply, 400, 'invalid_grant', 'Bad Request')
      return issued(needs, grant, false)
    }
    if (grantType !== 'authorization_code')
      return sendError(reply, 400, 'unsupported_grant_type', 'Invalid grant_type')
    const grant = redeemCode(grants, form, client.clientId)
    if (!grant) return sendError(reply, 400, 'invalid_grant', 'Bad Request')
    return issued(needs, grant, !needs.refreshesOfflineAlone || (grant.isOffline && grant.isConsented))
  })

  server.post(revokePath, (request, reply) => {
    const form = formOf(request) ?? new URLSearchParams()
    // Google asks nobody who they are; by RFC 7009 section 2.1 everybody else does.
    const isKnown = needs.refreshesOfflineAlone || clientOf(clients, request, form) !== undefined
    if (!isKnown) return sendError(reply, 401, 'invalid_client', 'The OAuth client was not found.')
    const given = one(form, 'token') ?? ''
    const grant = grants.accessTokens.get(given) ?? grants.refreshTokens.get(given)
    if (grant) grants.unlink(grant.personId)
    else if (needs.refreshesOfflineAlone)
      return sendError(reply, 400, 'invalid_token', 'Token expired or revoked')
    return reply.send({})
  })
}
