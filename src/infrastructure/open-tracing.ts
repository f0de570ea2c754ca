import type { TracesConfig } from './config-traces.ts'
import type { Tracing } from './tracing.ts'
import { noTracing } from './tracing.ts'

/** Traces to where the configuration says, else not at all. `onError` hears of traces that could not be sent. */
export async function openTracing(
  traces: TracesConfig | null,
  about: { readonly version: string; readonly role: string },
  onError: (error: unknown) => void,
): Promise<Tracing> {
  if (!traces) return noTracing
  // Only here, so that whoever does not trace does not load what does.
  const { otlpTracing } = await import('./tracing/otlp.ts')
  return otlpTracing(traces, about, onError)
}
