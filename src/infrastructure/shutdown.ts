import type { Logger } from 'pino'

/**
 * What stops together, in the order in which it stops: who calls us, what we call, the connections to the
 * database, and the database itself where it is our own.
 */
export type Stage = 'doors' | 'calls' | 'connections' | 'database'

/** Milliseconds after the beginning of a stop by which each stage has ended: an orchestrator kills after 10 s. */
const endOf: Record<Stage, number> = { doors: 7_000, calls: 7_500, connections: 8_200, database: 9_300 }
const stages = Object.keys(endOf) as Stage[]

type Part = { readonly stage: Stage; readonly name: string; readonly stop: () => Promise<unknown> }

export type Shutdown = {
  /** Remembers how to stop what has just been started. After a stop has begun it is stopped at once, and throws. */
  onStop(stage: Stage, name: string, stop: Part['stop']): Promise<void>
  /** Has a stop wait for a start that is under way, so that nothing is left half started. */
  during<Result>(start: Promise<Result>): Promise<Result>
  /**
   * Stops everything once; answers whether nothing failed at it. What does not end in time is left behind: it
   * waits for a server that does not answer, and whatever it had in hand is safe without it.
   */
  stop(): Promise<boolean>
  readonly stopping: boolean
}

export function shutdown(log: Logger): Shutdown {
  const parts: Part[] = []
  let starting: Promise<unknown> = Promise.resolve()
  let stopped: Promise<boolean> | undefined

  const stopOne = async ({ name, stop }: Part) => {
    try {
      await stop()
      return true
    } catch (error) {
      log.error({ err: error, part: name }, 'could not be stopped cleanly')
      return false
    }
  }

  const stopStage = async (stage: Stage, begun: number) => {
    const ending = parts.filter((part) => part.stage === stage).map(stopOne)
    const clean = await Promise.race([Promise.all(ending), until(begun + endOf[stage])])
    if (clean) return clean.every(Boolean)
    log.warn({ stage }, 'did not stop in time and is left behind')
    return true
  }

  const stopAll = async (begun: number) => {
    let clean = true
    for (const stage of stages) clean = (await stopStage(stage, begun)) && clean
    const started = starting.catch(() => {})
    await Promise.race([started, until(begun + endOf.database)])
    return clean
  }

  return {
    async onStop(stage, name, stop) {
      const part = { stage, name, stop }
      if (!stopped) return void parts.push(part)
      await stopOne(part)
      throw new Error(`${name} was stopped while it started`)
    },
    during(start) {
      starting = start
      return start
    },
    stop() {
      stopped ??= stopAll(performance.now())
      return stopped
    },
    get stopping() {
      return stopped !== undefined
    },
  }
}

async function until(time: number): Promise<undefined> {
  await new Promise((resolve) => {
    setTimeout(resolve, time - performance.now()).unref()
  })
}
