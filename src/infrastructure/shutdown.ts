import type { Logger } from 'pino'

/** What runs, in the order in which it was started; stopped in reverse. */
export type Shutdown = {
  /** Remembers how to stop what has just been started. After a stop has begun it is stopped at once. */
  onStop(name: string, stop: () => Promise<unknown>): Promise<void>
  /** Stops everything once; answers whether all of it stopped cleanly and in time. */
  stop(): Promise<boolean>
  readonly stopping: boolean
}

/** Milliseconds within which everything must have stopped: an orchestrator kills after 10 s. */
const deadlineMs = 9_000

export function shutdown(log: Logger): Shutdown {
  const started: { name: string; stop: () => Promise<unknown> }[] = []
  let stopped: Promise<boolean> | undefined

  const stopOne = async ({ name, stop }: (typeof started)[number]) => {
    try {
      await stop()
      return true
    } catch (error) {
      log.error({ err: error, part: name }, 'could not be stopped cleanly')
      return false
    }
  }

  const stopAll = async () => {
    let clean = true
    for (let part = started.pop(); part; part = started.pop()) clean = (await stopOne(part)) && clean
    return clean
  }

  return {
    async onStop(name, stop) {
      started.push({ name, stop })
      if (stopped) await stopAll()
    },
    stop() {
      stopped ??= Promise.race([stopAll(), late(log)])
      return stopped
    },
    get stopping() {
      return stopped !== undefined
    },
  }
}

async function late(log: Logger): Promise<boolean> {
  await new Promise((resolve) => {
    setTimeout(resolve, deadlineMs).unref()
  })
  log.error({ ms: deadlineMs }, 'stopping took too long')
  return false
}
