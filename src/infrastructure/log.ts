import type { Logger } from 'pino'
import { pino, stdTimeFunctions } from 'pino'

/** One JSON line an entry on standard output, times in UTC. Redaction is a last net: nothing secret is logged at all. */
export function openLog(level: string): Logger {
  return pino({
    level,
    base: null,
    timestamp: stdTimeFunctions.isoTime,
    redact: [
      '*.authorization',
      '*.cookie',
      '*.access_token',
      '*.refresh_token',
      '*.id_token',
      '*.signup_token',
    ],
  })
}
