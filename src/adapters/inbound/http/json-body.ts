import type { FastifyInstance } from 'fastify'
import { Problem } from './problem.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whether a call may come without a body, and then stands for an empty object. */
    bodyOptional?: boolean
  }
}

/** The only body we take: JSON in valid UTF-8, by one parser, with no key that poisons a prototype (ASVS 15.3.6). */
export function takeJsonOnly(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  app.addHook('preValidation', (request, _reply, done) => {
    if (request.routeOptions.config.bodyOptional) request.body ??= {}
    done()
  })
  app.removeAllContentTypeParsers()
  app.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    const charset = /charset\s*=\s*"?([^\s;"]+)/i.exec(request.headers['content-type'] ?? '')?.[1]
    if (charset !== undefined && charset.toLowerCase() !== 'utf-8') {
      return done(new Problem('unsupported_media_type', { detail: 'Send JSON in UTF-8.' }))
    }
    const text = decoded(utf8, body)
    if (text === undefined)
      return done(new Problem('invalid_body', { detail: 'The body is not valid UTF-8.' }))
    if (text === '') return done(null, undefined)
    parse(request, text, (error, value) => {
      if (error)
        done(new Problem('invalid_body', { detail: 'The body is not a JSON object that we can take.' }))
      else done(null, value)
    })
  })
}

function decoded(utf8: InstanceType<typeof TextDecoder>, body: Buffer): string | undefined {
  try {
    return utf8.decode(body)
  } catch {
    return undefined
  }
}
