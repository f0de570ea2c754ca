import type { FastifyInstance } from 'fastify'
import { Problem } from './problem.ts'

/** Every address that has a route answers 405 to the other methods (RFC 9110 15.5.6). Call before the routes. */
export function refuseOtherMethods(app: FastifyInstance): { whenRoutesAreKnown(): void } {
  const taken = new Map<string, Set<string>>()
  app.addHook('onRoute', ({ url, method }) => {
    const known = taken.get(url) ?? new Set()
    for (const each of [method].flat()) known.add(each)
    taken.set(url, known)
  })
  return {
    whenRoutesAreKnown() {
      for (const [url, known] of [...taken]) refuse(app, url, known)
    },
  }
}

/** An address that nobody has is told so before its body is read: what it holds does not matter. */
export function refuseUnknownAddresses(app: FastifyInstance): void {
  app.addHook('onRequest', (request, _reply, done) => {
    if (request.is404) throw new Problem('not_found')
    done()
  })
}

function refuse(app: FastifyInstance, url: string, known: ReadonlySet<string>): void {
  const others = app.supportedMethods.filter((method) => !known.has(method))
  if (others.length === 0) return
  const allow = [...known].join(', ')
  app.route({
    method: others,
    url,
    schema: { hide: true },
    // Before the body is read, likewise.
    onRequest: async () => {
      throw new Problem('method_not_allowed', { detail: `This address takes ${allow}.` }, { allow })
    },
    handler: async () => undefined,
  })
}
