import swagger from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'
import { cookiesOf } from './cookies.ts'
import { problemAnswers, problemSchema, problemsOf } from './described-problems.ts'
import type { ProblemCode } from './problem.ts'

const description = [
  'Login and signup with Kakao, Naver, Google and any OpenID provider.',
  'Errors are application/problem+json (RFC 9457) with a stable `code`; where an `Accept` prefers text/html, a page.',
  'Any address answers 404 `not_found` or 405 `method_not_allowed` to what it does not know, and the connection',
  '400 `invalid_request`, 408 `request_timeout` or 431 `headers_too_large` to what never became a request.',
].join(' ')

/** Collects the schemas of the routes into the OpenAPI 3.1 document. Registered before any route. */
export async function collectOpenApi(app: FastifyInstance, publicUrl: URL, version: string): Promise<void> {
  const cookies = cookiesOf(publicUrl)
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Daemun', version, description },
      servers: [{ url: publicUrl.origin }],
      components: {
        securitySchemes: {
          access_token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT (RFC 9068)' },
          signup_token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
          session_cookie: { type: 'apiKey', in: 'cookie', name: cookies.nameOf('daemun_session') },
          consent_token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
          consent_cookie: { type: 'apiKey', in: 'cookie', name: cookies.nameOf('daemun_consent') },
          signup_cookie: { type: 'apiKey', in: 'cookie', name: cookies.nameOf('daemun_signup') },
        },
      },
    },
    transform: ({ schema, url, route }) => ({
      url,
      schema: {
        ...schema,
        'x-problems': problemsOf({ ...route, schema }),
        'x-body-optional': route.config?.bodyOptional === true,
      },
    }),
    transformObject: (document) => {
      if (!('openapiObject' in document)) throw new Error('not an OpenAPI document')
      return finished(document.openapiObject as unknown as Document) as never
    },
  })
}

type Operation = {
  responses: Record<string, object>
  requestBody?: { required?: boolean }
  'x-problems'?: readonly ProblemCode[]
  'x-body-optional'?: boolean
}
type Document = {
  components: { schemas?: Record<string, object> }
  paths: Record<string, Record<string, Operation>>
}

/** What a schema of a route cannot say: the problems, and that a call may come without its body. */
function finished(document: Document): Document {
  document.components.schemas = { ...document.components.schemas, Problem: problemSchema }
  for (const operation of Object.values(document.paths).flatMap((path) => Object.values(path))) {
    const { 'x-problems': problems = [], 'x-body-optional': bodyOptional } = operation
    delete operation['x-problems']
    delete operation['x-body-optional']
    const pages = '303' in operation.responses
    for (const [status, answer] of Object.entries(problemAnswers(problems, pages)))
      operation.responses[status] = beside(answer, operation.responses[status])
    if (operation.requestBody && bodyOptional) operation.requestBody.required = false
  }
  return document
}

type Answer = { readonly content?: object }

/** A problem beside what the route itself answers with that status. */
function beside(problem: Answer, own: Answer | undefined): Answer {
  return own ? { ...problem, ...own, content: { ...problem.content, ...own.content } } : problem
}
