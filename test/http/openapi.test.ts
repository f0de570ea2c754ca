import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { enProblems } from '../../src/adapters/inbound/http/pages/texts/en-problems.ts'
import type { ProblemCode } from '../../src/adapters/inbound/http/problem.ts'
import { Problem, problemBody } from '../../src/adapters/inbound/http/problem.ts'
import { authorized, newClient, signedUp } from '../support/client.ts'
import { watchAnswers } from '../support/declared-answers.ts'
import type { Service } from '../support/service.ts'
import { startService } from '../support/service.ts'

type Operation = {
  summary?: string
  parameters?: { name: string; in: string; required?: boolean }[]
  requestBody?: { required?: boolean; content: Record<string, unknown> }
  responses: Record<string, { description?: string; content?: Record<string, { schema: object }> }>
  security?: Record<string, string[]>[]
}
type Document = {
  openapi: string
  info: { title: string; version: string; description: string }
  servers: { url: string }[]
  paths: Record<string, Record<string, Operation>>
  components: {
    securitySchemes: Record<string, { name?: string }>
    schemas: Record<string, { properties?: object }>
  }
}

const documentOf = async ({ url }: Pick<Service, 'url'>) =>
  (await (await fetch(`${url}/openapi.json`)).json()) as Document

/** Every call of the contract that there is, with the answers of its good ends. */
const calls = {
  'get /auth/{provider}/login': ['302', '303'],
  'post /auth/{provider}/login': ['302', '303'],
  'get /auth/{provider}/callback': ['200', '202', '303'],
  'get /auth/signup': ['200', '202'],
  'patch /auth/signup': ['200'],
  'delete /auth/signup': ['204'],
  'post /auth/signup/complete': ['201', '303'],
  'post /auth/token': ['200'],
  'post /auth/logout': ['204'],
  'get /users/me': ['200'],
  'patch /users/me': ['200'],
  'delete /users/me': ['204'],
  'get /auth/sessions': ['200'],
  'delete /auth/sessions': ['204'],
  'delete /auth/sessions/{id}': ['204'],
  'get /auth/{provider}/webhooks/unlink': ['200', '204'],
  'post /auth/{provider}/webhooks/unlink': ['200', '204'],
  'post /auth/{provider}/webhooks/events': ['202'],
  'post /auth/{provider}/native/challenge': ['200'],
  'post /auth/{provider}/native': ['200', '202'],
  'get /.well-known/oauth-authorization-server': ['200'],
  'get /.well-known/jwks.json': ['200'],
  'get /healthz': ['200'],
  'get /readyz': ['200'],
  'get /metrics': ['200'],
}

/** Bodies that are no JSON, by the standards that say so. */
const otherBodies: Readonly<Record<string, string[]>> = {
  '/auth/token': ['application/x-www-form-urlencoded'],
  '/auth/{provider}/webhooks/events': ['application/secevent+jwt'],
}

describe('the OpenAPI document', () => {
  let service: Service
  let document: Document
  beforeAll(async () => {
    service = await startService()
    document = await documentOf(service)
  })
  afterAll(() => service?.stop())

  const operations = () =>
    Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
    )

  it('names every call and what becomes of it', () => {
    expect(document).toMatchObject({ openapi: '3.1.0', servers: [{ url: service.url }] })
    expect(document.info).toMatchObject({ title: expect.any(String), version: expect.any(String) })
    const named = operations().map(({ path, method, operation }) => [
      `${method} ${path}`,
      Object.keys(operation.responses).filter((status) => Number(status) < 400),
    ])
    expect(Object.fromEntries(named)).toMatchObject(calls)
  })

  it('is whole: parameters of each path, words for each answer, schemes that exist (OpenAPI 3.1 4.8)', () => {
    for (const { path, operation } of operations()) {
      const inPath = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path')
      expect(inPath.map(({ name }) => `{${name}}`)).toEqual(path.match(/\{[^}]+\}/g) ?? [])
      expect(inPath.every(({ required }) => required)).toBe(true)
      expect(operation.summary).toMatch(/^\S.+/)
      for (const { description } of Object.values(operation.responses)) expect(description).toMatch(/^\S.+/)
      for (const scheme of (operation.security ?? []).flatMap((each) => Object.keys(each)))
        expect(Object.keys(document.components.securitySchemes)).toContain(scheme)
      const types = ['application/json', ...(otherBodies[path] ?? [])]
      for (const type of Object.keys(operation.requestBody?.content ?? {})) expect(types).toContain(type)
    }
    const references = new Set(JSON.stringify(document).match(/"\$ref":"[^"]+"/g))
    expect([...references]).toEqual(['"$ref":"#/components/schemas/Problem"'])
  })

  it('says what is so: each member of an answer is in its schema, and none is missing', async () => {
    const { access_token, refresh_token } = await signedUp(service, '70001')
    const answers: [path: string, method: string, answer: Response][] = [
      ['/users/me', 'get', await fetch(`${service.url}/users/me`, authorized(access_token))],
      [
        '/auth/token',
        'post',
        await fetch(`${service.url}/auth/token`, authorized(access_token, 'POST', { refresh_token })),
      ],
      ['/auth/logout', 'post', await fetch(`${service.url}/auth/logout`, authorized(access_token, 'POST'))],
      ['/healthz', 'get', await fetch(`${service.url}/healthz`)],
      ['/.well-known/jwks.json', 'get', await fetch(`${service.url}/.well-known/jwks.json`)],
      [
        '/.well-known/oauth-authorization-server',
        'get',
        await fetch(`${service.url}/.well-known/oauth-authorization-server`),
      ],
    ]
    const client = newClient(service)
    answers.push(['/auth/{provider}/callback', 'get', await client.fetch(await client.atProvider('70002'))])
    for (const [path, method, answer] of answers) {
      const described = document.paths[path]?.[method]?.responses[String(answer.status)]
      const schema = described?.content?.['application/json']?.schema as Described | undefined
      const text = await answer.text()
      expect([path, Object.keys(text ? JSON.parse(text) : {}).sort()]).toEqual([
        path,
        Object.keys(alternative(schema, JSON.parse(text || '{}'))?.properties ?? {}).sort(),
      ])
    }
  })

  it('tells of every problem, by its status and with its codes (RFC 9457)', async () => {
    const codes = operations().flatMap(({ operation }) =>
      Object.entries(operation.responses).flatMap(([status, { content = {} }]) =>
        Number(status) < 400
          ? []
          : [
              ...(JSON.stringify(content['application/problem+json'] ?? {}).match(/"enum":\[[^\]]+\]/g) ??
                []),
            ],
      ),
    )
    const told = new Set(codes.flatMap((list) => JSON.parse(list.slice(7)) as ProblemCode[]))
    const elsewhere = ['not_found', 'method_not_allowed', 'request_timeout', 'headers_too_large']
    for (const code of elsewhere) expect(document.info.description).toContain(`\`${code}\``)
    expect([...new Set([...told, ...elsewhere])].sort()).toEqual(Object.keys(enProblems).sort())
    const problem = problemBody(
      new Problem('invalid_profile', { errors: [], steps: [], providers: [] }),
      'id',
    )
    expect(Object.keys(problem).sort()).toEqual(
      Object.keys(document.components.schemas.Problem?.properties ?? {}).sort(),
    )
  })

  it('says which calls may come without their body, and they may', async () => {
    const bodies = operations().flatMap(({ path, operation: { requestBody } }) =>
      requestBody ? [[path, requestBody.required]] : [],
    )
    expect(Object.fromEntries(bodies)).toMatchObject({
      '/auth/token': false,
      '/auth/logout': false,
      '/auth/signup/complete': true,
      '/users/me': true,
    })
    const none = { method: 'POST' }
    expect((await fetch(`${service.url}/auth/token`, none)).status).toBe(401)
    expect((await fetch(`${service.url}/auth/logout`, none)).status).toBe(204)
  })

  it('is what the tests of every service are held to', async () => {
    const answers = watchAnswers(Number(new URL(service.url).port))
    await fetch(`${service.url}/users/me`)
    await fetch(`${service.url}/auth/nobody/login`)
    const line = { msg: 'request', method: 'GET', route: '/users/me', status: 401, code: 'invalid_grant' }
    const { paths } = structuredClone(document)
    delete paths['/users/me']?.get?.responses['401']?.content?.['application/problem+json']
    delete paths['/auth/{provider}/login']?.get?.responses['404']
    expect(answers.undeclared({ paths }, [JSON.stringify(line)])).toEqual([
      expect.stringContaining('"/users/me","status":401,"type":"application/problem+json"'),
      expect.stringContaining('"/auth/nobody/login","status":404'),
      'GET /users/me: 401 invalid_grant',
    ])
  })

  it('knows its cookies by the name that they have under https', async () => {
    const secure = await startService({
      PUBLIC_URL: 'https://login.example.com',
      SIMULATOR: 'off',
      RATE_LIMIT: 'on',
    })
    const { components, servers } = await documentOf({ url: secure.address })
    await secure.stop()
    expect(servers).toEqual([{ url: 'https://login.example.com' }])
    expect(components.securitySchemes).toMatchObject({
      session_cookie: { name: '__Host-daemun_session' },
      signup_cookie: { name: '__Host-daemun_signup' },
    })
    expect(document.components.securitySchemes).toMatchObject({ session_cookie: { name: 'daemun_session' } })
  })
})

type Described = { properties?: Record<string, { const?: string; enum?: string[] }>; anyOf?: Described[] }

/** Of the schemas that an answer may have, the one that its `status` names. */
function alternative(schema: Described | undefined, body: { status?: string }): Described | undefined {
  const names = ({ properties }: Described) => properties?.status?.enum ?? [properties?.status?.const]
  return schema?.anyOf?.find((each) => names(each).includes(body.status)) ?? schema
}
