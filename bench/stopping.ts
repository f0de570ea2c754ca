/** What was started and how to stop it. */
const stops: (() => Promise<unknown>)[] = []
let interrupted = false
let stopped = Promise.resolve()

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    interrupted = true
    process.exitCode = 130
    void stopAll()
  })
}

/** Whether somebody lost patience: what is stopped in the middle fails in the middle. */
export const wasInterrupted = () => interrupted

/** Remembers how to stop what has just been started. Throws when it is over already: it is stopped all the same. */
export function onStop(stop: () => Promise<unknown>): void {
  stops.push(stop)
  if (interrupted) throw new Error('interrupted')
}

/** Stops everything, one after the other, the last started first; again for what was started meanwhile. */
export function stopAll(): Promise<void> {
  stopped = stopped.then(async () => {
    for (let stop = stops.pop(); stop; stop = stops.pop()) {
      await stop().catch((error: unknown) => process.stderr.write(`${error}\n`))
    }
  })
  return stopped
}
