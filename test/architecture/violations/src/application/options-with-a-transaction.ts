// trips: no-optional-transaction
import type { Thing } from '../domain/thing.ts'

export type Options = { readonly thing: Thing; readonly tx?: unknown }
