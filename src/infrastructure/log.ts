import type { Logger } from 'pino'
import { pino, stdTimeFunctions } from 'pino'

/** One JSON line an entry on standard output, times in UTC. Redaction is a last net: nothing secret is logged at all. */
export function openLog(level: string): Logger {
  return pino({
    level,
    base: null,
    timestamp: stdTimeFunctions.isoTime,
    serializers: { err: told },
    formatters: { log: censored },
  })
}

const secrets = new Set([
  'authorization',
  'cookie',
  'access_token',
  'refresh_token',
  'id_token',
  'signup_token',
])

/**
 * A line whose members show no secret of theirs. Hardly any has one, and then it is left as it is: a library's
 * wildcards took three times as long as the line itself.
 */
function censored(line: Record<string, unknown>): Record<string, unknown> {
  // What there is to say of `err` is said by `told`.
  const names = Object.keys(line).filter((name) => name !== 'err' && holdsSecret(line[name]))
  if (names.length === 0) return line
  return { ...line, ...Object.fromEntries(names.map((name) => [name, withoutSecrets(line[name] as object)])) }
}

function holdsSecret(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).some((name) => secrets.has(name))
}

function withoutSecrets(bag: object): Record<string, unknown> {
  const members = Object.entries(bag).map(([name, value]) => [name, secrets.has(name) ? '[Redacted]' : value])
  return Object.fromEntries(members)
}

/** Drivers hang onto an error what they had in hand: a password in a failed HELLO, a person in a failed insert. */
function told(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const { name, message, code, stack } = error as NodeJS.ErrnoException
  return { name, message, code, stack }
}
