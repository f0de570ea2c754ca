import type { FastifySchema, RouteOptions } from 'fastify'
import type { ProblemCode } from './problem.ts'
import { Problem } from './problem.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What a route may be refused with, besides what its schema lets know by itself. */
    problems?: readonly ProblemCode[]
  }
}

/** What any call may be answered with, whatever its route. */
const always: readonly ProblemCode[] = [
  'invalid_request',
  'rate_limited',
  'internal_error',
  'service_unavailable',
]

/** Every problem that a route may answer with, as its OpenAPI description is to tell. */
export function problemsOf({ method, schema = {}, config }: RouteOptions): ProblemCode[] {
  const { body, params, security = [] } = schema as FastifySchema & { params?: { properties?: object } }
  const safe = [method].flat().every((each) => each === 'GET')
  const schemes = security.flatMap((each) => Object.keys(each))
  const codes = [...always, ...(config?.problems ?? [])]
  if (body !== undefined || method === 'DELETE')
    codes.push('invalid_body', 'body_too_large', 'unsupported_media_type')
  if (params?.properties && 'provider' in params.properties) codes.push('unknown_provider')
  if (schemes.some((scheme) => scheme.endsWith('_token'))) codes.push('invalid_token')
  if (!safe && schemes.some((scheme) => scheme.endsWith('_cookie'))) codes.push('origin_not_allowed')
  return [...new Set(codes)]
}

const text = { type: 'string' }
const field = {
  type: 'object',
  required: ['field', 'code', 'detail'],
  properties: {
    field: { ...text, description: 'Where it stands, by names and positions with dots between' },
    code: { ...text, description: 'The rule that it breaks' },
    detail: { ...text, description: 'What would be right' },
  },
}

/** The body of every problem (RFC 9457). */
export const problemSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'code', 'request_id'],
  properties: {
    type: { ...text, format: 'uri' },
    title: text,
    status: { type: 'integer' },
    detail: { ...text, description: 'What to do about it' },
    code: { ...text, description: 'A stable word to branch on' },
    request_id: { ...text, description: "Finds the call in the operator's log" },
    errors: { type: 'array', items: field, description: 'Every wrong field, where fields are wrong' },
    providers: { type: 'array', items: text, description: 'With `already_member`: with what to log in' },
    steps: { type: 'array', items: text, description: 'With `onboarding_incomplete`: the steps left' },
  },
}

/** By status, as an OpenAPI operation has it. `pages`: whether people come this way, and are told by a page. */
export function problemAnswers(codes: readonly ProblemCode[], pages: boolean) {
  const problems = codes.map((code) => new Problem(code))
  const byStatus = [...Map.groupBy(problems, ({ status }) => status)]
  return Object.fromEntries(byStatus.map(([status, alike]) => [status, answer(alike, pages)]))
}

function answer(problems: readonly Problem[], pages: boolean) {
  const code = { enum: problems.map((problem) => problem.code) }
  const problem = { allOf: [{ $ref: '#/components/schemas/Problem' }, { properties: { code } }] }
  return {
    description: problems.map((each) => `${each.message} (\`${each.code}\`)`).join('. '),
    ...headersOf(problems),
    content: {
      'application/problem+json': { schema: problem },
      ...(pages && { 'text/html': { schema: text } }),
    },
  }
}

const laterCodes: ReadonlySet<ProblemCode> = new Set(['signup_preparing', 'rate_limited'])

function headersOf(problems: readonly Problem[]) {
  const later = problems.some(({ code, status }) => status > 500 || laterCodes.has(code))
  const retryAfter = { schema: { type: 'integer' }, description: 'Seconds' }
  return later ? { headers: { 'Retry-After': retryAfter } } : {}
}
