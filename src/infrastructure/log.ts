import type { Logger } from 'pino'
import { pino, stdTimeFunctions } from 'pino'

/** One JSON line an entry on standard output, times in UTC. Redaction is a last net: nothing secret is logged at all. */
export function openLog(level: string): Logger {
  return pino({
    level,
    base: null,
    timestamp: stdTimeFunctions.isoTime,
    serializers: { err: told },
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

/** Drivers hang onto an error what they had in hand: a password in a failed HELLO, a person in a failed insert. */
function told(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const { name, message, code, stack } = error as NodeJS.ErrnoException
  return { name, message, code, stack }
}
