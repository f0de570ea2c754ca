import type { SpanContext } from '@opentelemetry/api'

const shape = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})$/

/** The header of W3C Trace Context, version 00: 55 characters. */
export function toTraceparent({ traceId, spanId, traceFlags }: SpanContext): string {
  return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`
}

/** What such a header names; `undefined` for anything else. */
export function fromTraceparent(header: string | undefined): SpanContext | undefined {
  const [, traceId, spanId, flags] = shape.exec(header ?? '') ?? []
  if (traceId === undefined || spanId === undefined || flags === undefined) return undefined
  return { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true }
}
