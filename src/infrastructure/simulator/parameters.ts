import type { FastifyInstance, FastifyRequest } from 'fastify'

/** The query of a request, duplicates kept. */
export const queryOf = ({ url }: FastifyRequest): URLSearchParams => {
  const start = url.indexOf('?')
  return new URLSearchParams(start < 0 ? '' : url.slice(start + 1))
}

/** The form of a request, duplicates kept; undefined when the body is anything but a form. */
export const formOf = ({ body }: FastifyRequest): URLSearchParams | undefined =>
  body instanceof URLSearchParams ? body : undefined

/** A value as one parameter; an empty one counts as not sent (RFC 6749 section 3.1). */
export const one = (parameters: URLSearchParams, name: string): string | undefined =>
  parameters.get(name) || undefined

/** The first name that was sent more than once, which RFC 6749 section 3.1 forbids. */
export const duplicated = (parameters: URLSearchParams): string | undefined => {
  const seen = new Set<string>()
  return [...parameters.keys()].find((name) => seen.size === seen.add(name).size)
}

const parsedForm = async (_: FastifyRequest, body: string) => new URLSearchParams(body)
/** Broken JSON is no body. */
const parsedJson = async (_: FastifyRequest, body: string): Promise<unknown> => {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}
const ignored = async () => undefined

/** Reads forms and JSON; a body of another type is let in and ignored, because each endpoint has its own word for it. */
export const readBodies = (server: FastifyInstance): void => {
  server.removeAllContentTypeParsers()
  server.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, parsedForm)
  server.addContentTypeParser('application/json', { parseAs: 'string' }, parsedJson)
  server.addContentTypeParser('*', { parseAs: 'string' }, ignored)
}
