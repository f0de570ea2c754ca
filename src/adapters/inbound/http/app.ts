import { randomUUID } from 'node:crypto'
import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyBaseLogger, FastifyHttpOptions, FastifyInstance } from 'fastify'
import Fastify, { LogController } from 'fastify'
import { authenticator } from './authenticate.ts'
import { answerBrokenRequest } from './broken-requests.ts'
import { cookiesOf } from './cookies.ts'
import { shareWithClients } from './cross-origin.ts'
import { keepHygiene } from './hygiene.ts'
import { takeJsonOnly } from './json-body.ts'
import { limitRequests } from './limits.ts'
import { refuseOtherMethods, refuseUnknownAddresses } from './methods.ts'
import { collectOpenApi } from './openapi.ts'
import { Problem } from './problem.ts'
import { handleErrors, sendProblem } from './problem-responses.ts'
import { logRequests } from './request-log.ts'
import { authorizationServerRoute } from './routes/authorization-server.ts'
import { callbackRoute } from './routes/callback.ts'
import { consentRoutes } from './routes/consent.ts'
import { consentsRoutes } from './routes/consents.ts'
import { docsRoutes } from './routes/docs.ts'
import { healthRoutes } from './routes/health.ts'
import { identityRoutes } from './routes/identities.ts'
import { linkRoute } from './routes/link.ts'
import { loginRoute } from './routes/login.ts'
import { meRoutes } from './routes/me.ts'
import { metricsRoute } from './routes/metrics.ts'
import { nativeRoutes } from './routes/native.ts'
import { pageRoutes } from './routes/pages.ts'
import { sessionRoutes } from './routes/sessions.ts'
import { signupRoutes } from './routes/signup.ts'
import { tokenRoutes } from './routes/token.ts'
import { verificationRoutes } from './routes/verification.ts'
import { webhookRoutes } from './routes/webhooks.ts'
import { wellKnownRoutes } from './routes/well-known.ts'
import type { HttpServices, HttpSettings, WatchedServices } from './services.ts'

/** Node draws these from a pool of random bytes: no system call for each request. */
const newRequestId = () => randomUUID()

/** The whole HTTP door, not listening yet. */
export async function httpApp(
  services: HttpServices,
  settings: HttpSettings,
  logger: FastifyBaseLogger,
): Promise<FastifyInstance> {
  const app = Fastify(serverOptions(settings, logger))
  handleErrors(app)
  takeJsonOnly(app)
  logRequests(app, services.watchRequest)
  const methods = refuseOtherMethods(app)
  keepHygiene(app, settings)
  await collectOpenApi(app, settings.publicUrl, settings.version)

  shareWithClients(app, settings.clients)
  const cookies = cookiesOf(settings.publicUrl)
  app.addHook('onRequest', (request, _reply, done) => {
    cookies.requireSingle(request)
    done()
  })
  if (services.limits) limitRequests(app, services.limits, cookies)
  refuseUnknownAddresses(app)
  const authenticate = authenticator(services, settings, cookies)
  loginRoute(app, services, settings, cookies)
  callbackRoute(app, services, settings, cookies)
  linkRoute(app, services, settings, { cookies, authenticate })
  identityRoutes(app, services, authenticate)
  signupRoutes(app, services, settings, { cookies, authenticate })
  nativeRoutes(app, services, settings)
  tokenRoutes(app, services, settings, { cookies, authenticate })
  sessionRoutes(app, services, { cookies, authenticate })
  consentRoutes(app, services, settings, { cookies, authenticate })
  consentsRoutes(app, services, settings, authenticate)
  meRoutes(app, services, { cookies, authenticate })
  webhookRoutes(app, services)
  verificationRoutes(app, services, settings, authenticate)
  wellKnownRoutes(app, services)
  authorizationServerRoute(app, settings)
  healthRoutes(app, services)
  metricsRoute(app, services)
  docsRoutes(app, services)
  pageRoutes(app, services, settings, { cookies, authenticate })
  await app.after()
  methods.whenRoutesAreKnown()
  await app.ready()
  return app
}

/** The door of a process that serves nobody: only what watches the process comes in. */
export async function watchApp(
  services: WatchedServices,
  settings: HttpSettings,
  logger: FastifyBaseLogger,
): Promise<FastifyInstance> {
  const app = Fastify(serverOptions(settings, logger))
  handleErrors(app)
  logRequests(app, services.watchRequest)
  const methods = refuseOtherMethods(app)
  keepHygiene(app, settings)
  refuseUnknownAddresses(app)
  healthRoutes(app, services)
  metricsRoute(app, services)
  await app.after()
  methods.whenRoutesAreKnown()
  await app.ready()
  return app
}

/** Bounds and strictness that Fastify leaves open by default (security 4.1). Times in milliseconds, sizes in bytes. */
function serverOptions(
  { trustedProxies }: HttpSettings,
  loggerInstance: FastifyBaseLogger,
): FastifyHttpOptions<Server, FastifyBaseLogger> {
  return {
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'req_id' }),
    genReqId: newRequestId,
    requestIdHeader: false,
    trustProxy: trustedProxies.length > 0 ? [...trustedProxies] : false,
    bodyLimit: 16_384,
    requestTimeout: 10_000,
    handlerTimeout: 9_500,
    keepAliveTimeout: 5_000,
    http: {
      headersTimeout: 8_000,
      connectionsCheckingInterval: 1_000,
      requireHostHeader: true,
      maxHeaderSize: 16_384,
    },
    exposeHeadRoutes: false,
    forceCloseConnections: 'idle',
    return503OnClosing: true,
    onProtoPoisoning: 'error',
    onConstructorPoisoning: 'error',
    ajv: {
      customOptions: { coerceTypes: false, removeAdditional: false, useDefaults: false, allErrors: true },
    },
    clientErrorHandler: (error, socket) => answerBrokenRequest(error, socket as Socket, newRequestId()),
    frameworkErrors: (_error, request, reply) =>
      void sendProblem(
        request,
        reply,
        new Problem('invalid_request', { detail: 'The address cannot be read.' }),
      ),
  }
}
