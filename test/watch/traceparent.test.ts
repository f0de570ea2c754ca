import { describe, expect, it } from 'vitest'
import { type ConfigurationError, readConfig } from '../../src/infrastructure/config.ts'
import { fromTraceparent, toTraceparent } from '../../src/infrastructure/tracing/traceparent.ts'

const traceId = '0af7651916cd43dd8448eb211c80319c'
const spanId = 'b7ad6b7169203331'

/** W3C Trace Context, 3.2. */
describe('a traceparent', () => {
  it.each([0, 1])('with flags %i survives its way through a row and a job', (traceFlags) => {
    const header = toTraceparent({ traceId, spanId, traceFlags })
    expect(header).toBe(`00-${traceId}-${spanId}-0${traceFlags}`)
    expect(fromTraceparent(header)).toEqual({ traceId, spanId, traceFlags, isRemote: true })
  })

  it.each([
    undefined,
    '',
    `00-${traceId}-${spanId}`,
    `01-${traceId}-${spanId}-01`,
    `00-${traceId.toUpperCase()}-${spanId}-01`,
    `00-${'0'.repeat(32)}-${spanId}-01`,
    `00-${traceId}-${'0'.repeat(16)}-01`,
    `00-${traceId}-${spanId}-01-more`,
    ` 00-${traceId}-${spanId}-01`,
  ])('is not %j', (header) => {
    expect(fromTraceparent(header)).toBeUndefined()
  })
})

describe('the configuration of traces', () => {
  const tracesOf = (env: NodeJS.ProcessEnv) => readConfig(env).traces
  const problemsOf = (env: NodeJS.ProcessEnv) => {
    try {
      return [readConfig(env).traces]
    } catch (error) {
      return (error as ConfigurationError).problems
    }
  }

  it('is off without an address, whatever else is set', () => {
    expect(tracesOf({ OTEL_EXPORTER_OTLP_HEADERS: 'api-key=x', OTEL_TRACES_SAMPLER_ARG: '0.5' })).toBeNull()
  })

  it('adds the path of traces to the address, and decodes the headers', () => {
    const env = {
      OTEL_EXPORTER_OTLP_ENDPOINT: 'https://otlp.example.com/base/',
      OTEL_EXPORTER_OTLP_HEADERS: 'api-key=a%2Cb, x-scope=team=1',
      OTEL_TRACES_SAMPLER_ARG: '0.25',
    }
    expect(tracesOf(env)).toEqual({
      url: 'https://otlp.example.com/base/v1/traces',
      headers: { 'api-key': 'a,b', 'x-scope': 'team=1' },
      share: 0.25,
    })
  })

  it('is refused where it is wrong, by the name of the variable and without its secret', () => {
    expect(problemsOf({ OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4317' })).toEqual([
      expect.stringContaining('OTEL_EXPORTER_OTLP_ENDPOINT must be'),
    ])
    for (const wrong of ['secret-without-a-name', 'name=%E0secret']) {
      const problems = problemsOf({ OTEL_EXPORTER_OTLP_HEADERS: wrong })
      expect(problems).toEqual([expect.stringContaining('OTEL_EXPORTER_OTLP_HEADERS must')])
      expect(String(problems)).not.toContain('%E0secret')
    }
    for (const wrong of ['-0.1', '1.1', 'half', 'NaN']) {
      expect(problemsOf({ OTEL_TRACES_SAMPLER_ARG: wrong })).toEqual([
        'OTEL_TRACES_SAMPLER_ARG must be a number from 0 to 1.',
      ])
    }
  })
})
