import type { FastifyRequest } from 'fastify'
import { isLoopback } from '../loopback.ts'

/** The origin this server was called by; a name that leads here by a stranger's DNS is none. */
const ownOrigin = ({ headers }: FastifyRequest): string | undefined => {
  const origin = `http://${headers.host ?? ''}`
  return isLoopback(origin) ? origin : undefined
}

/** A page of this server wrote the form: a browser says so of every POST (Fetch section 3.2). */
export const isFromOwnPage = (request: FastifyRequest): boolean =>
  request.headers.origin !== undefined && request.headers.origin === ownOrigin(request)

/** No page wrote it, or one of this server. */
export const isFromNoOtherPage = (request: FastifyRequest): boolean =>
  request.headers.origin === undefined || isFromOwnPage(request)
