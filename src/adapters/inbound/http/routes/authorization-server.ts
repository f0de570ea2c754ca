import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import type { HttpSettings } from '../services.ts'

/** Seconds for which a client may keep what we say of ourselves. */
const cacheSeconds = 300

const texts = Type.Array(Type.String())

const schema = {
  summary: 'What client libraries must know of this server (RFC 8414)',
  tags: ['clients'],
  response: {
    200: Type.Object({
      issuer: Type.String(),
      authorization_endpoint: Type.String(),
      token_endpoint: Type.String(),
      jwks_uri: Type.String(),
      response_types_supported: texts,
      response_modes_supported: texts,
      grant_types_supported: texts,
      token_endpoint_auth_methods_supported: texts,
      code_challenge_methods_supported: texts,
      authorization_response_iss_parameter_supported: Type.Boolean(),
      service_documentation: Type.String(),
      ui_locales_supported: texts,
    }),
  },
}

/** `GET /.well-known/oauth-authorization-server`: nothing that is not so, and nothing twice. */
export function authorizationServerRoute(app: FastifyInstance, { publicUrl }: HttpSettings) {
  const { origin } = publicUrl
  const metadata = {
    issuer: origin,
    // The page where a person chooses a provider; `/auth/{provider}/login` takes the same request.
    authorization_endpoint: `${origin}/login`,
    token_endpoint: `${origin}/auth/token`,
    jwks_uri: `${origin}/.well-known/jwks.json`,
    response_types_supported: ['code'],
    response_modes_supported: ['query'],
    grant_types_supported: ['authorization_code', 'refresh_token'],
    token_endpoint_auth_methods_supported: ['none'],
    code_challenge_methods_supported: ['S256'],
    authorization_response_iss_parameter_supported: true,
    service_documentation: `${origin}/docs`,
    ui_locales_supported: ['ko', 'en'],
  }
  app.get('/.well-known/oauth-authorization-server', { schema }, async (_request, reply) => {
    reply.header('cache-control', `public, max-age=${cacheSeconds}`)
    return metadata
  })
}
