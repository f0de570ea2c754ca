import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Grants } from '../oauth/grants.ts'

type Needs = { path: string; grants: Grants; claimsOf(personId: string): Record<string, unknown> }

/** OpenID Connect Core 5.3. */
export const userinfo = (server: FastifyInstance, { path, grants, claimsOf }: Needs): void => {
  const handler = ({ headers }: FastifyRequest, reply: FastifyReply) => {
    const [, accessToken] = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '') ?? []
    const grant = grants.accessTokens.get(accessToken ?? '')
    reply.header('cache-control', 'no-store')
    if (!grant) return reply.code(401).send({ error: 'invalid_token' })
    return reply.send({ sub: grant.personId, ...claimsOf(grant.personId) })
  }
  server.route({ method: ['GET', 'POST'], url: path, handler })
}
