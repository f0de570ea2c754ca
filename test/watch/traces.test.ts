import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newClient, signedUp } from '../support/client.ts'
import { freePort } from '../support/free-port.ts'
import type { Service } from '../support/service.ts'
import { startService } from '../support/service.ts'
import type { Collector, Span } from './collector.ts'
import { startCollector } from './collector.ts'
import { until } from './until.ts'

const person = '6161616161'

/** A trace as lines, each span below the one that it is a part of. */
function drawn(spans: readonly Span[], parent?: string): string[] {
  return spans
    .filter(({ parentSpanId }) => parentSpanId === parent)
    .flatMap((span) => {
      const { name, kind, role, attributes } = span
      const outcome = attributes['daemun.outcome'] ?? attributes['http.response.status_code']
      const line = `${role} ${kind}: ${name}${outcome === undefined ? '' : ` = ${outcome}`}`
      return [line, ...drawn(spans, span.spanId).map((each) => `  ${each}`)]
    })
}

const roots = (spans: readonly Span[], name: string) =>
  spans.filter((span) => span.parentSpanId === undefined && span.name === name)

describe('a first login', () => {
  let collector: Collector
  let api: Service
  let worker: Service
  let secrets: string[]

  beforeAll(async () => {
    collector = await startCollector()
    const env = {
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_EXPORTER_OTLP_HEADERS: 'x-api-key=a%20key',
    }
    api = await startService({ ...env, ROLE: 'api' })
    worker = await startService({ ...env, ROLE: 'worker', DATABASE_URL: api.connectionString })
    const client = newClient(api)
    const callback = new URL(await client.atProvider(person))
    const { signup_token } = (await (await client.fetch(callback.href)).json()) as { signup_token: string }
    const known = await signedUp(api, person)
    await client.fetch('/healthz')
    await client.fetch('/auth/kakao/callback?error=server_error&state=x')
    const rows = await api.query<{ id: string }>(
      'select id::text from users union select id::text from identities union select id::text from outbox',
    )
    secrets = [...callback.searchParams.values(), signup_token, known.access_token, known.refresh_token]
    secrets.push(person, '사람', 'example.com', '127.0.0.1', ...rows.map(({ id }) => id))
    await worker.stop()
  })
  afterAll(() => collector?.close())

  it('is one trace, from the callback through the outbox and the queue to the pending signup', async () => {
    const [row] = await api.query<{ traceparent: string; id: string }>(
      `select traceparent from outbox where type = 'UserFirstSeen'`,
    )
    await api.stop()
    const [, traceId] = row?.traceparent.split('-') ?? []
    const spans = collector.spans().filter((span) => span.traceId === traceId)
    expect(drawn(spans)).toEqual([
      'api server: GET /auth/:provider/callback = 202',
      '  api internal: complete-login = signup_required',
      '    api client: kakao identify = identified',
      '    api client: logins.signIn = unknown',
      '    api client: kakao profile = profile',
      '    api client: logins.firstSeen',
      '      worker producer: publish UserFirstSeen',
      '        worker consumer: process UserFirstSeen',
      '          worker internal: open-pending-signup = opened',
      '            worker client: signups.open',
    ])
    expect(spans.every(({ failed, ms }) => !failed && ms >= 0)).toBe(true)
  })

  it('leaves the traces of other requests apart, and none of those that watch', () => {
    const spans = collector.spans()
    const served = spans.filter(({ kind }) => kind === 'server')
    expect(new Set(served.map(({ traceId }) => traceId)).size).toBe(served.length)
    expect(spans.filter(({ name }) => name.includes('healthz'))).toEqual([])
    const [completion] = roots(spans, 'POST /auth/signup/complete').filter(
      ({ attributes }) => attributes['http.response.status_code'] === 201,
    )
    const parts = spans.filter(({ traceId }) => traceId === completion?.traceId).map(({ name }) => name)
    expect(parts).toEqual(expect.arrayContaining(['complete-signup', 'signups.find', 'signups.complete']))
  })

  it('tells nothing of a person, no secret and no word of an error', () => {
    const said = collector.bodies.join('\n')
    expect(said.length).toBeGreaterThan(5_000)
    expect(secrets.filter((secret) => said.includes(secret))).toEqual([])
    expect(said).not.toContain('exception')
  })

  it('is sent with the headers that the collector asks for', () => {
    expect(new Set(collector.headers)).toEqual(new Set(['a key']))
  })
})

describe('tracing', () => {
  it('believes no traceparent that a stranger sends', async () => {
    const collector = await startCollector()
    const service = await startService({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url })
    const stranger = '0af7651916cd43dd8448eb211c80319c'
    const headers = { traceparent: `00-${stranger}-b7ad6b7169203331-01` }
    await fetch(`${service.url}/login`, { headers })
    await service.stop()
    expect(collector.spans().map(({ name }) => name)).toEqual(['GET /login'])
    expect(collector.spans()[0]?.traceId).not.toBe(stranger)
    await collector.close()
  })

  it('marks what failed, and says by whose fault in a word', async () => {
    const collector = await startCollector()
    const broken = { KAKAO_API_URL: 'http://127.0.0.1:1' }
    const service = await startService({ ...broken, OTEL_EXPORTER_OTLP_ENDPOINT: collector.url })
    expect((await newClient(service).login(person)).status).toBe(502)
    await service.stop()
    const failed = collector.spans().filter((span) => span.failed)
    expect(failed.map(({ name, attributes }) => [name, attributes['error.type']])).toEqual([
      ['kakao profile', 'provider_unavailable'],
      ['complete-login', 'provider_unavailable'],
      ['GET /auth/:provider/callback', 'provider_unavailable'],
    ])
    await collector.close()
  })

  it('follows the share of requests that it is told to, in every process alike', async () => {
    const collector = await startCollector()
    const none = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_TRACES_SAMPLER_ARG: '0' }
    const service = await startService(none)
    await signedUp(service, person)
    await service.stop()
    expect(collector.spans()).toEqual([])
    await collector.close()
  })

  it('costs no login, and no stop, while the collector is down; the log says so', async () => {
    const nowhere = `http://127.0.0.1:${await freePort()}`
    const service = await startService({ OTEL_EXPORTER_OTLP_ENDPOINT: nowhere })
    await signedUp(service, person)
    await until(async () => service.log.some((line) => line.includes('traces could not be sent')))
    const begun = performance.now()
    await service.stop()
    expect(performance.now() - begun).toBeLessThan(6_000)
  })

  it('loads nothing of the SDK while it is off', async () => {
    const packagesFor = async (endpoint: string) => {
      const script = new URL('./loaded-packages.ts', import.meta.url).pathname
      const { stdout } = await promisify(execFile)(process.execPath, [script, endpoint])
      return JSON.parse(stdout) as string[]
    }
    // prom-client asks for the interface, which does nothing by itself.
    expect(await packagesFor('')).toEqual(['api'])
    expect(await packagesFor('http://127.0.0.1:9')).toContain('sdk-trace')
  })

  it('that is off writes no trace beside an event', async () => {
    const service = await startService()
    await signedUp(service, person)
    expect(await service.query('select id from outbox where traceparent is not null')).toEqual([])
    await service.stop()
  })
})
