import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { resourceFromAttributes } from '@opentelemetry/resources'
import type { SpanExporter } from '@opentelemetry/sdk-trace'
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace'
import type { TracesConfig } from '../config-traces.ts'

/** Milliseconds for one batch, tries included: a collector that is down delays a stop no longer. */
const exportTimeoutMs = 2_000

/** Sends a share of the traces in batches; what cannot be sent is dropped, and told. */
export function tracerProvider(
  { url, headers, share }: TracesConfig,
  { version, role }: { readonly version: string; readonly role: string },
  onError: (error: unknown) => void,
): TracerProvider {
  const otlp = new OTLPTraceExporter({ url, headers: { ...headers }, timeoutMillis: exportTimeoutMs })
  return new TracerProvider({
    resource: resourceFromAttributes({
      'service.name': 'daemun',
      'service.version': version,
      'daemun.role': role,
    }),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(share) }),
    spanProcessors: [
      new BatchSpanProcessor({
        exporter: told(otlp, onError),
        scheduledDelayMillis: 2_000,
        exportTimeoutMillis: exportTimeoutMs + 500,
      }),
    ],
  })
}

/** The SDK tells nobody of an export that failed. */
function told(exporter: SpanExporter, onError: (error: unknown) => void): SpanExporter {
  return {
    export: (spans, done) =>
      exporter.export(spans, (result) => {
        if (result.error) onError(result.error)
        done(result)
      }),
    forceFlush: async () => exporter.forceFlush?.(),
    shutdown: () => exporter.shutdown(),
  }
}
