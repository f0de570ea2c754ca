import { StorageOutage } from '../../../application/ports/storage-outage.ts'

/**
 * PostgreSQL, appendix A, of what passes by itself: connection, rollback of a race, resources, intervention; a lock
 * that is not to be had, a session that idled, a server that is read-only. Else a code of the operating system.
 */
const passing = /^(?:08|40|53|57)[0-9A-Z]{3}$|^(?:55P03|25P03|25006)$|^E(?!RR_)[A-Z_]{4,}$/

/** What pg says without a code: of a pool without a free connection, and of one that went away. */
const wordsOfPg =
  /^(?:timeout exceeded when trying to connect|Connection terminated|Query read timeout|Client has encountered a connection error)/

/** A driver's error as the ports tell it: an outage where it is one, else as it is. */
export function asTold(error: unknown): unknown {
  const { code, message = '' } = (error ?? {}) as { code?: unknown; message?: string }
  const coded = typeof code === 'string' && passing.test(code)
  if (!coded && !wordsOfPg.test(message)) return error
  const said = message || 'PostgreSQL is out of reach'
  return new StorageOutage(coded ? `${said} (${code})` : said, error)
}
