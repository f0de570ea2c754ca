// trips: traces-in-their-home
import { trace } from '@opentelemetry/api'

export const tracer = trace.getTracer('itself')
