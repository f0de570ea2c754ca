import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

type Value = { stringValue?: string; intValue?: number | string; doubleValue?: number; boolValue?: boolean }
type Attributes = { key: string; value: Value }[]
type OtlpSpan = {
  traceId: string
  spanId: string
  parentSpanId?: string
  name: string
  kind: number
  attributes: Attributes
  status: { code?: number; message?: string }
  startTimeUnixNano: string
  endTimeUnixNano: string
}
type Body = {
  resourceSpans: { resource: { attributes: Attributes }; scopeSpans: { spans: OtlpSpan[] }[] }[]
}

export type Span = {
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId: string | undefined
  readonly name: string
  readonly kind: string
  readonly role: unknown
  readonly attributes: Readonly<Record<string, unknown>>
  readonly failed: boolean
  readonly ms: number
}

export type Collector = {
  /** What OTEL_EXPORTER_OTLP_ENDPOINT is set to. */
  readonly url: string
  /** Everything received so far, as it came. */
  readonly bodies: readonly string[]
  readonly headers: readonly (string | undefined)[]
  spans(): Span[]
  close(): Promise<void>
}

/** As much of an OpenTelemetry collector as OTLP/HTTP with JSON asks for: POST /v1/traces. */
export async function startCollector(): Promise<Collector> {
  const bodies: string[] = []
  const headers: (string | undefined)[] = []
  const server = createServer(async (request, response) => {
    const body = await text(request)
    if (request.method === 'POST' && request.url === '/v1/traces') bodies.push(body)
    headers.push(request.headers['x-api-key'] as string | undefined)
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    bodies,
    headers,
    spans: () => bodies.flatMap((body) => spansOf(JSON.parse(body))),
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

const kinds = ['unspecified', 'internal', 'server', 'client', 'producer', 'consumer']

function spansOf({ resourceSpans }: Body): Span[] {
  return resourceSpans.flatMap(({ resource, scopeSpans }) => {
    const role = toRecord(resource.attributes)['daemun.role']
    return scopeSpans.flatMap(({ spans }) => spans.map((span) => ({ ...toSpan(span), role })))
  })
}

function toSpan({ attributes, status, startTimeUnixNano, endTimeUnixNano, ...span }: OtlpSpan) {
  return {
    traceId: span.traceId,
    spanId: span.spanId,
    parentSpanId: span.parentSpanId || undefined,
    name: span.name,
    kind: kinds[span.kind] ?? '',
    attributes: toRecord(attributes),
    failed: status.code === 2,
    ms: Number(BigInt(endTimeUnixNano) - BigInt(startTimeUnixNano)) / 1e6,
  }
}

function toRecord(attributes: Attributes): Record<string, unknown> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]))
}
