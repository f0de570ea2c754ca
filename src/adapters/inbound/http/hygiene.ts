import helmet from '@fastify/helmet'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Problem } from './problem.ts'
import type { HttpSettings } from './services.ts'

const hstsSeconds = 2 * 365 * 24 * 60 * 60

/** What every answer says to a browser (ASVS 3.4), and what no request may do whatever its route. */
export async function keepHygiene(
  app: FastifyInstance,
  { publicUrl, returnToOrigins }: HttpSettings,
): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        // Chromium holds the redirect after a form to this too, and signup ends at return_to.
        formAction: ["'self'", ...returnToOrigins],
        baseUri: ["'none'"],
        objectSrc: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    // Under no-referrer a browser sends our own forms with `Origin: null`, which would be refused.
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: publicUrl.protocol === 'https:' ? { maxAge: hstsSeconds } : false,
    xFrameOptions: { action: 'deny' },
  })
  app.addHook('onRequest', async (request, reply) => {
    // Only what is public by nature says otherwise.
    reply.header('cache-control', 'no-store')
    requireOneHost(request)
  })
}

/** RFC 9112 3.2; a second Host is how one server is made to answer for another. */
function requireOneHost({ raw }: FastifyRequest): void {
  const hosts = raw.rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host')
  if (hosts.length > 1) throw new Problem('invalid_request', { detail: 'Send one Host header.' })
}
