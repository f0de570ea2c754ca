import pg from 'pg'

export type EventListener = { close(): Promise<void> }

const reconnectMs = 1_000

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

  const lost = (error?: Error) => {
    if (closed || retry) return
    if (error) onError(error)
    retry = setTimeout(() => {
      retry = undefined
      open()
    }, reconnectMs)
  }

  const open = () => {
    const opened = new pg.Client({ connectionString, keepAlive: true, application_name: 'daemun listener' })
    client = opened
    opened.on('notification', onEvent)
    opened.on('error', lost)
    opened.on('end', () => lost())
    opened
      .connect()
      .then(() => opened.query('listen outbox'))
      .then(onEvent)
      .catch(lost)
  }

  open()
  return {
    async close() {
      closed = true
      clearTimeout(retry)
      await client?.end().catch(onError)
    },
  }
}
