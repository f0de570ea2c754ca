import type { Socket } from 'node:net'
import type { ProblemCode } from './problem.ts'
import { Problem, problemBody } from './problem.ts'

/** By Node's own codes; whatever else cannot be parsed is a bad request. */
const problemOf: Readonly<Record<string, ProblemCode>> = {
  HPE_HEADER_OVERFLOW: 'headers_too_large',
  ERR_HTTP_REQUEST_TIMEOUT: 'request_timeout',
}

const reasons = {
  400: 'Bad Request',
  408: 'Request Timeout',
  431: 'Request Header Fields Too Large',
} as const

/** Answers what was too broken, or too slow, to become a request, and ends the connection (RFC 9112 2.2). */
export function answerBrokenRequest(
  error: Error & { code?: string },
  socket: Socket,
  requestId: string,
): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
  const problem = new Problem(problemOf[error.code ?? ''] ?? 'invalid_request')
  const body = JSON.stringify(problemBody(problem, requestId))
  const reason = reasons[problem.status as keyof typeof reasons]
  const head = [
    `HTTP/1.1 ${problem.status} ${reason}`,
    'Content-Type: application/problem+json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    'Connection: close',
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
}
