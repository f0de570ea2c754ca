import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { SignupHookFailure } from '../../../application/ports/signup-hook.ts'
import type { StorageOutage } from '../../../application/ports/storage-outage.ts'
import { languageOf, prefersPage } from './negotiation.ts'
import { errorPage } from './pages/error-page.ts'
import type { ProblemField } from './problem.ts'
import { Problem, problemBody } from './problem.ts'
import { noteProblem } from './request-log.ts'

/** Answers with a problem as JSON, or as a page where one is preferred. */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, problem: Problem) {
  noteProblem(request, problem.code)
  reply.code(problem.status).headers(problem.headers).header('cache-control', 'no-store')
  const language = languageOf(request)
  if (!prefersPage(request)) {
    const body = problemBody(problem, request.id, language)
    return reply.type('application/problem+json; charset=utf-8').send(body)
  }
  const view = { code: problem.code, requestId: request.id, said: problem.said?.[language] }
  return reply.type('text/html; charset=utf-8').send(errorPage(language, view))
}

/** Everything that a route throws ends here: problems as they are, the rest without a word of its inside. */
export function handleErrors(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const problem = problemOf(error, request)
    if (problem.status >= 500) request.log.error({ err: told(error) }, 'request failed')
    return sendProblem(request, reply, problem)
  })
  app.setNotFoundHandler((request, reply) => sendProblem(request, reply, new Problem('not_found')))
}

function problemOf(error: unknown, request: FastifyRequest): Problem {
  if (error instanceof Problem) return error
  const failure = error as FastifyError
  if (isProviderFailure(failure)) return providerProblem(failure.code)
  if (failure.code === nobodySays) return new Problem(nobodySays, { detail: 'Try again in a moment.' }, soon)
  if (outages.has(failure.code)) return outage()
  if (failure.validation) return validationProblem(failure)
  return frameworkProblem(failure, request)
}

/** By its code and not by its class: the door knows the use cases' errors as types only. */
function isProviderFailure(error: { code?: string }): error is { code: ProviderFailureCode } {
  return typeof error.code === 'string' && Object.hasOwn(retryLater, error.code)
}

/** By their codes likewise: storage that cannot serve, and a handler that waited too long for whatever it was. */
const outages: ReadonlySet<string> = new Set([
  'storage_outage' satisfies StorageOutage['code'],
  'FST_ERR_HANDLER_TIMEOUT',
])

const nobodySays = 'signup_unavailable' satisfies SignupHookFailure['code']
const soon = { 'retry-after': '5' }

const retryLater = { provider_unavailable: '30', provider_timeout: '5', provider_busy: '5' } as const
type ProviderFailureCode = keyof typeof retryLater

function providerProblem(code: ProviderFailureCode): Problem {
  const detail = 'Start again from the login page in a moment.'
  return new Problem(code, { detail }, { 'retry-after': retryLater[code] })
}

function outage(): Problem {
  return new Problem('service_unavailable', { detail: 'Try again in a moment.' }, { 'retry-after': '1' })
}

/** One line a wrong member: where it stands, which rule it breaks, what would be right. */
function validationProblem({ validation = [], validationContext }: FastifyError): Problem {
  const errors = validation.map(({ instancePath, keyword, message = '', params }): ProblemField => {
    const extra = params.additionalProperty ?? params.missingProperty
    const path = [...instancePath.split('/').filter(Boolean), ...(typeof extra === 'string' ? [extra] : [])]
    return { field: path.join('.') || (validationContext ?? 'body'), code: keyword, detail: message }
  })
  const code = validationContext === 'body' ? 'invalid_body' : 'invalid_request'
  return new Problem(code, { detail: 'Correct the fields under errors.', errors })
}

function frameworkProblem({ code, statusCode }: FastifyError, request: FastifyRequest): Problem {
  if (statusCode === 413) return new Problem('body_too_large', { detail: 'Send at most 16 KiB.' })
  if (statusCode === 415)
    return new Problem('unsupported_media_type', { detail: `Send ${typesOf(request)} in UTF-8.` })
  if (statusCode === 400) {
    const aboutBody = request.method !== 'GET' && code !== 'FST_ERR_BAD_URL'
    return new Problem(aboutBody ? 'invalid_body' : 'invalid_request')
  }
  return new Problem('internal_error', {
    detail: 'Try again. The request id helps the operator to find out.',
  })
}

function typesOf({ routeOptions: { schema } }: FastifyRequest): string {
  const { consumes = ['application/json'] } = (schema ?? {}) as { consumes?: readonly string[] }
  return consumes.join(' or ')
}

/** What the log may know of an error: no parameters of a statement, which could be personal. */
function told(error: Error & { code?: string; hint?: string; provider?: string }) {
  const { name, message, code, hint, provider, stack } = error
  return hint === undefined ? { name, message, code, stack } : { name, code, provider, hint }
}
