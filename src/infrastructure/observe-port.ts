import type { Tracing } from './tracing.ts'
import { noTracing } from './tracing.ts'

/** The same port, whose every call shows in the trace it is part of. A call is a transaction, so no statement need. */
export function observePort<Port extends object>(tracing: Tracing, noun: string, port: Port): Port {
  if (tracing === noTracing) return port
  const options = { kind: 'client', attributes: { 'db.system.name': 'postgresql' } } as const
  const observed = Object.entries(port).map(([verb, call]) => [
    verb,
    (...input: unknown[]) => tracing.span(`${noun}.${verb}`, options, async () => call(...input)),
  ])
  return Object.fromEntries(observed)
}
