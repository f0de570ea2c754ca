import { registerHooks } from 'node:module'

// A process of its own, because what a process has loaded cannot be unloaded. Says in one line of JSON which
// packages of OpenTelemetry it needed to open a service's tracing, with the address of the collector as it is given.
const loaded = new Set<string>()
registerHooks({
  load(url, context, nextLoad) {
    const [, name] = /\/node_modules\/@opentelemetry\/([^/]+)\//.exec(url) ?? []
    if (name) loaded.add(name)
    return nextLoad(url, context)
  },
})

const { readConfig } = await import('../../src/infrastructure/config.ts')
await import('../../src/infrastructure/lifecycle.ts')
const { openTracing } = await import('../../src/infrastructure/open-tracing.ts')
const [endpoint = ''] = process.argv.slice(2)
const { traces } = readConfig({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint })
const tracing = await openTracing(traces, { version: '0', role: 'all' }, () => {})
await tracing.close()
console.log(JSON.stringify([...loaded].sort()))
