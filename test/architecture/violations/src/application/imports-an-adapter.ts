// trips: application-imports-domain-and-application
import type { token } from '../adapters/outbound/tokens/tokens.ts'

export type Token = typeof token
