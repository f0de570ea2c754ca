import { AsyncLocalStorage } from 'node:async_hooks'
import type { Context, Span, Tracer } from '@opentelemetry/api'
import { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import type { WaitingEvent } from '../../application/ports/outbox.ts'
import type { TracesConfig } from '../config-traces.ts'
import { outcomeOf } from '../outcome.ts'
import type { Tracing } from '../tracing.ts'
import { tracerProvider } from './exporter.ts'
import { fromTraceparent, toTraceparent } from './traceparent.ts'

/** Whoever watches asks for these all day. */
const unremarkable = new Set(['/healthz', '/readyz', '/metrics'])

const kinds = { internal: SpanKind.INTERNAL, client: SpanKind.CLIENT }
const queue = { 'messaging.system': 'bullmq', 'messaging.destination.name': 'events' }

/**
 * `Tracing` by OpenTelemetry. Which work goes on is remembered here and not in OpenTelemetry's globals, so that two
 * services in one process, as tests have them, do not see each other. A `traceparent` from outside is not believed:
 * anybody could put his requests into one trace, or have all of his traced.
 */
export function otlpTracing(
  traces: TracesConfig,
  about: { readonly version: string; readonly role: string },
  onError: (error: unknown) => void,
): Tracing {
  const provider = tracerProvider(traces, about, onError)
  const tracer = provider.getTracer('daemun', about.version)
  const active = new AsyncLocalStorage<Span>()
  const running = <Result>(span: Span, work: () => Promise<Result>) =>
    active.run(span, () => ended(span, work))
  return {
    request: (request) => {
      if (unremarkable.has(request.route)) return { within: (next) => next(), answered: () => {} }
      const span = requestSpan(tracer, request)
      return {
        within: (next) => active.run(span, next),
        answered: (answer) => endRequest(span, answer),
      }
    },
    span(name, { kind, attributes = {} }, work) {
      const parent = active.getStore()
      if (!parent) return work()
      return running(tracer.startSpan(name, { kind: kinds[kind], attributes }, contextOf(parent)), work)
    },
    traceparent() {
      const span = active.getStore()
      return span ? toTraceparent(span.spanContext()) : null
    },
    handing: (events, hand) => handing(tracer, events, hand),
    job(type, traceparent, work) {
      const attributes = { ...queue, 'messaging.operation.type': 'process', 'daemun.event.type': type }
      const options = { kind: SpanKind.CONSUMER, attributes }
      return running(tracer.startSpan(`process ${type}`, options, remote(traceparent)), work)
    },
    close: () => provider.shutdown().catch(onError),
  }
}

function requestSpan(tracer: Tracer, { method, route }: { method: string; route: string }): Span {
  const attributes = { 'http.request.method': method, 'http.route': route }
  return tracer.startSpan(`${method} ${route}`, { kind: SpanKind.SERVER, attributes }, ROOT_CONTEXT)
}

function endRequest(span: Span, { status, code }: { status: number; code: string | undefined }): void {
  span.setAttribute('http.response.status_code', status)
  if (code !== undefined) span.setAttribute('error.type', code)
  if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR })
  span.end()
}

/** Ends a span with the word for what came of its work; a message or a stack could hold anything. */
async function ended<Result>(span: Span, work: () => Promise<Result>): Promise<Result> {
  try {
    const result = await work()
    const { kind } = (result ?? {}) as { kind?: unknown }
    if (typeof kind === 'string') span.setAttribute('daemun.outcome', kind)
    return result
  } catch (error) {
    span.setAttribute('error.type', outcomeOf(error))
    span.setStatus({ code: SpanStatusCode.ERROR })
    throw error
  } finally {
    span.end()
  }
}

/** Each event is handed over in the trace of its own. */
async function handing(
  tracer: Tracer,
  events: readonly WaitingEvent[],
  hand: (events: readonly WaitingEvent[]) => Promise<void>,
): Promise<void> {
  const spans: Span[] = []
  const traced = events.map((event) => {
    if (!fromTraceparent(event.traceparent)) return event
    const attributes = { ...queue, 'messaging.operation.type': 'send', 'daemun.event.type': event.type }
    const options = {
      kind: SpanKind.PRODUCER,
      attributes: { ...attributes, 'daemun.publication': event.publication },
    }
    const span = tracer.startSpan(`publish ${event.type}`, options, remote(event.traceparent))
    spans.push(span)
    return { ...event, traceparent: toTraceparent(span.spanContext()) }
  })
  try {
    await hand(traced)
  } catch (error) {
    for (const span of spans) span.setStatus({ code: SpanStatusCode.ERROR })
    throw error
  } finally {
    for (const span of spans) span.end()
  }
}

function contextOf(span: Span): Context {
  return trace.setSpan(ROOT_CONTEXT, span)
}

function remote(traceparent: string | undefined): Context {
  const parent = fromTraceparent(traceparent)
  return parent ? trace.setSpanContext(ROOT_CONTEXT, parent) : ROOT_CONTEXT
}
