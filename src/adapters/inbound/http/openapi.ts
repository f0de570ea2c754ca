import swagger from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'
import { cookiesOf } from './cookies.ts'

/** Collects the schemas of the routes into the OpenAPI 3.1 document. Registered before any route. */
export async function collectOpenApi(app: FastifyInstance, publicUrl: URL, version: string): Promise<void> {
  const cookies = cookiesOf(publicUrl)
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Daemun',
        version,
        description:
          'Login and signup with Kakao. Errors are application/problem+json (RFC 9457) with a stable `code`.',
      },
      servers: [{ url: publicUrl.origin }],
      components: {
        securitySchemes: {
          access_token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT (RFC 9068)' },
          signup_token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
          session_cookie: { type: 'apiKey', in: 'cookie', name: cookies.nameOf('daemun_session') },
          signup_cookie: { type: 'apiKey', in: 'cookie', name: cookies.nameOf('daemun_signup') },
        },
      },
    },
  })
}
