import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { authorized, newClient, signedUp } from '../support/client.ts'
import type { Service } from '../support/service.ts'
import { startService } from '../support/service.ts'

type Operation = {
  summary?: string
  parameters?: { name: string; in: string; required?: boolean }[]
  requestBody?: { content: Record<string, unknown> }
  responses: Record<string, { description?: string; content?: Record<string, { schema: object }> }>
  security?: Record<string, string[]>[]
}
type Document = {
  openapi: string
  info: { title: string; version: string }
  servers: { url: string }[]
  paths: Record<string, Record<string, Operation>>
  components: { securitySchemes: Record<string, { name?: string }> }
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
  'get /.well-known/jwks.json': ['200'],
  'get /healthz': ['200'],
  'get /readyz': ['200'],
  'get /metrics': ['200'],
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
      Object.keys(operation.responses),
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
      for (const type of Object.keys(operation.requestBody?.content ?? {}))
        expect(type).toBe('application/json')
    }
    const references = JSON.stringify(document).match(/"\$ref":"[^"]+"/g) ?? []
    expect(references).toEqual([])
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
    ]
    const client = newClient(service)
    answers.push(['/auth/{provider}/callback', 'get', await client.fetch(await client.atProvider('70002'))])
    for (const [path, method, answer] of answers) {
      const described = document.paths[path]?.[method]?.responses[String(answer.status)]
      const schema = described?.content?.['application/json']?.schema as { properties: object } | undefined
      const text = await answer.text()
      expect([path, Object.keys(text ? JSON.parse(text) : {}).sort()]).toEqual([
        path,
        Object.keys(schema?.properties ?? {}).sort(),
      ])
    }
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
