// trips: application-imports-domain-and-application
import { createHash } from 'node:crypto'

export const hash = createHash
