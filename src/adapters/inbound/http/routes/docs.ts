import reference from '@scalar/fastify-api-reference'
import type { FastifyInstance } from 'fastify'
import { withDeclaredFields } from '../declared-schemas.ts'
import type { HttpServices } from '../services.ts'

/** The reference brings its own script and styles; nothing else of ours is shown on that page. */
const referencePolicy = [
  "default-src 'none'",
  "script-src 'self' 'unsafe-inline'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** `GET /openapi.json` and `GET /docs`. */
export function docsRoutes(app: FastifyInstance, { onboarding, clock }: HttpServices) {
  app.get('/openapi.json', { schema: { hide: true } }, async () =>
    withDeclaredFields(app.swagger(), onboarding.current(clock.now())),
  )
  app.register(async (scope) => {
    scope.addHook('onSend', async (_request, reply) => {
      reply.header('content-security-policy', referencePolicy)
    })
    await scope.register(reference, {
      routePrefix: '/docs',
      configuration: { url: '/openapi.json', withDefaultFonts: false, telemetry: false },
    })
  })
}
