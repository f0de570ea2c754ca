// trips: traces-in-their-home
import type { Span } from '@opentelemetry/api'

export type Statement = { readonly span: Span }
