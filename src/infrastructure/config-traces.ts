import type { Variables } from './config-variables.ts'

export type TracesConfig = {
  /** Where traces are sent: OTLP over HTTP, as JSON. */
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** The share of requests that are traced, 0 to 1. */
  readonly share: number
}

/** Where traces go, by the variables of the OpenTelemetry specification; `null`: nobody traces. */
export function tracesOf(vars: Variables): TracesConfig | null {
  const headers = headersOf(vars)
  const share = Number(vars.text('OTEL_TRACES_SAMPLER_ARG') ?? '1')
  if (!(share >= 0 && share <= 1)) vars.wrong('OTEL_TRACES_SAMPLER_ARG', 'must be a number from 0 to 1')
  if (vars.text('OTEL_EXPORTER_OTLP_ENDPOINT') === null) return null
  const endpoint = vars.url('OTEL_EXPORTER_OTLP_ENDPOINT', 'http://localhost:4318')
  return { url: `${endpoint.href.replace(/\/+$/, '')}/v1/traces`, headers, share }
}

/** `name=value` pairs between commas, the values percent-encoded. They hold keys: a wrong one is not repeated. */
function headersOf(vars: Variables): Record<string, string> {
  const pairs = vars.list('OTEL_EXPORTER_OTLP_HEADERS').map((pair) => {
    const [, name = '', value = ''] = /^([\w!#$%&'*+.^`|~-]+)\s*=\s*([\x21-\x7e]*)$/.exec(pair) ?? []
    if (name === '' || decoded(value) === undefined)
      vars.wrong('OTEL_EXPORTER_OTLP_HEADERS', 'must list headers such as api-key=secret, percent-encoded')
    return [name, decoded(value) ?? '']
  })
  return Object.fromEntries(pairs)
}

function decoded(value: string): string | undefined {
  try {
    return decodeURIComponent(value)
  } catch {
    return undefined
  }
}
