export type Loop = {
  /** Runs soon instead of at the next tick. */
  wake(): void
  /** Ends after the run in hand. */
  stop(): Promise<void>
}

/**
 * Runs `task` at every tick, when woken, and again at once while it still finds work. A failed run is
 * told and tried again at the next tick.
 */
export function startLoop(
  task: () => Promise<number>,
  { everyMs, onError }: { everyMs: number; onError: (error: unknown) => void },
): Loop {
  let stopped = false
  let woken = false
  let rouse = () => {}

  const rest = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, woken ? 0 : everyMs)
      rouse = () => {
        clearTimeout(timer)
        resolve()
      }
    })

  const run = async () => {
    while (!stopped) {
      woken = false
      const found = await task().catch((error: unknown) => {
        onError(error)
        return 0
      })
      if (found === 0 && !stopped) await rest()
    }
  }

  const running = run()
  return {
    wake() {
      woken = true
      rouse()
    },
    async stop() {
      stopped = true
      rouse()
      await running
    },
  }
}
