import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Client } from '../../../domain/client.ts'
import { Problem } from './problem.ts'
import type { HttpSettings } from './services.ts'

const hstsSeconds = 2 * 365 * 24 * 60 * 60

/** What every answer says to a browser (ASVS 3.4), and what no request may do whatever its route. */
export function keepHygiene(app: FastifyInstance, settings: HttpSettings): void {
  const headers = hygienicHeaders(settings)
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(headers)
    requireOneHost(request)
    done()
  })
}

/** The same for every answer, so written down once: computing them took as long as routing the request. */
function hygienicHeaders({ publicUrl, returnToOrigins, clients }: HttpSettings): Record<string, string> {
  const https = publicUrl.protocol === 'https:'
  return {
    // Only what is public by nature says otherwise.
    'cache-control': 'no-store',
    'content-security-policy': contentSecurityPolicy([
      ...returnToOrigins,
      ...clients.flatMap(redirectSources),
    ]),
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'origin-agent-cluster': '?1',
    // Under no-referrer a browser sends our own forms with `Origin: null`, which would be refused.
    'referrer-policy': 'same-origin',
    ...(https && { 'strict-transport-security': `max-age=${hstsSeconds}; includeSubDomains` }),
    'x-content-type-options': 'nosniff',
    'x-dns-prefetch-control': 'off',
    'x-download-options': 'noopen',
    'x-frame-options': 'DENY',
    'x-permitted-cross-domain-policies': 'none',
    'x-xss-protection': '0',
  }
}

/** What a page may load, and the origins besides ours at which its forms may end. */
export function contentSecurityPolicy(formOrigins: readonly string[]): string {
  return [
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self'",
    // Chromium holds the redirect after a form to this too, and signup ends at return_to or at a client.
    [...new Set(["form-action 'self'", ...formOrigins])].join(' '),
    "base-uri 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
  ].join(';')
}

/** The addresses of a client as Content Security Policy has sources (CSP 3 2.3.1). */
function redirectSources({ redirectUris }: Client): string[] {
  return redirectUris.map((uri) => {
    const { protocol, hostname, port, origin } = new URL(uri)
    if (!/^https?:$/.test(protocol)) return protocol
    // A policy cannot name an IPv6 address.
    if (hostname === '[::1]') return 'http:'
    return hostname === '127.0.0.1' && port === '' ? 'http://127.0.0.1:*' : origin
  })
}

/** RFC 9112 3.2; a second Host is how one server is made to answer for another. */
function requireOneHost({ raw }: FastifyRequest): void {
  let hosts = 0
  // Over names and values in turn, and by their length first: most headers are not worth a copy in lower case.
  for (let index = 0; index < raw.rawHeaders.length; index += 2) {
    const name = raw.rawHeaders[index]
    if (name?.length === 4 && name.toLowerCase() === 'host') hosts += 1
  }
  if (hosts > 1) throw new Problem('invalid_request', { detail: 'Send one Host header.' })
}
