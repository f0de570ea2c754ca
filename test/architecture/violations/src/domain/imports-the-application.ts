// trips: domain-imports-domain
import type { Things } from '../application/ports/things.ts'

export type Mine = Things
