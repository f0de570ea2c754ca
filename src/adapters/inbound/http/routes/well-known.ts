import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import type { HttpServices } from '../services.ts'

/** Seconds for which a verifier may keep our keys. */
const cacheSeconds = 300

const schema = {
  summary: 'The public keys that access tokens verify with (RFC 7517)',
  tags: ['tokens'],
  response: { 200: Type.Object({ keys: Type.Array(Type.Object({}, { additionalProperties: true })) }) },
}

/** `GET /.well-known/jwks.json` */
export function wellKnownRoutes(app: FastifyInstance, { accessTokens }: HttpServices) {
  app.get('/.well-known/jwks.json', { schema }, async (_request, reply) => {
    reply.header('cache-control', `public, max-age=${cacheSeconds}`)
    return { keys: accessTokens.publicKeys() }
  })
}
