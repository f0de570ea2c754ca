/** PostgreSQL's classes of errors that pass by themselves: connection, resources, intervention, timeouts, races. */
const passing = /^(?:08...|53...|57P0.|57014|55P03|40001|40P01|25006|25P03)$/

const unreachable = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'EPIPE',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'EAI_AGAIN',
])

/** What pg says without a code: of a pool without a free connection, and of one that went away. */
const wordsOfPg =
  /^(?:timeout exceeded when trying to connect|Connection terminated|Query read timeout|Client has encountered a connection error)/

/** Whether an error tells of a database that cannot serve at the moment, rather than of a fault of ours. */
export function isOutage({ code, message }: { code?: unknown; message?: string }): boolean {
  if (typeof code === 'string' && (passing.test(code) || unreachable.has(code))) return true
  return wordsOfPg.test(message ?? '')
}
