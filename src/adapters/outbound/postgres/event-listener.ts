import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'

export type EventListener = { close(): Promise<void> }

/** Milliseconds. */
const reconnectMs = 1_000
const closeMs = 500
const deadlines = {
  connectionTimeoutMillis: 5_000,
  query_timeout: 5_000,
  keepAlive: true,
  keepAliveInitialDelayMillis: 10_000,
}

/**
 * Calls `onEvent` soon after an event was committed, and once after every (re)connection, because what was
 * announced meanwhile was missed. Only a hint: whoever needs certainty looks by the clock too.
 */
export function listenForEvents(
  connectionString: string,
  { onEvent, onError }: { onEvent: () => void; onError: (error: Error) => void },
): EventListener {
  let closed = false
  let client: pg.Client | undefined
  let retry: NodeJS.Timeout | undefined

  const open = () => {
    const opened = new pg.Client({ connectionString, ...deadlines, application_name: 'daemun listener' })
    client = opened
    let isLost = false
    const lost = (error?: Error) => {
      if (closed || isLost) return
      isLost = true
      if (error) onError(error)
      opened.end().catch(onError)
      retry = setTimeout(open, reconnectMs)
    }
    opened.on('notification', onEvent)
    opened.on('error', lost)
    opened.on('end', () => lost())
    opened
      .connect()
      .then(() => opened.query('listen outbox'))
      .then(onEvent, lost)
  }

  open()
  return {
    async close() {
      closed = true
      clearTimeout(retry)
      // A server that is frozen does not say goodbye.
      await Promise.race([client?.end().catch(onError), pause(closeMs, undefined, { ref: false })])
    },
  }
}
