import formbody from '@fastify/formbody'
import type { FastifyInstance } from 'fastify'
import type { HttpServices } from '../services.ts'
import { securityEventWebhook } from './security-event-webhook.ts'
import { unlinkWebhook } from './unlink-webhook.ts'

/** `/auth/{provider}/webhooks/...`: what providers tell without being asked. Written down at once, heeded by a job. */
export function webhookRoutes(app: FastifyInstance, services: HttpServices): void {
  app.register(async (scope) => {
    await scope.register(formbody, { bodyLimit: 16_384 })
    unlinkWebhook(scope, services)
  })
  app.register(async (scope) => securityEventWebhook(scope, services))
}
