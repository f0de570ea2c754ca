import type { Logger } from 'pino'
import type { Shutdown } from './shutdown.ts'

/** Milliseconds within which a second signal is the same Ctrl-C, sent on by npm, and no impatience. */
const echoMs = 300

/**
 * SIGINT and SIGTERM stop in good order and exit with 0, a second one at once with 1. An error that nobody
 * caught stops in good order and exits with 1: what is left running could be anything.
 */
export function exitOnSignals(stopper: Shutdown, log: Logger): void {
  let askedAt = 0
  let code = 0

  const stop = async (reason: string) => {
    askedAt = Date.now()
    log.info({ reason }, 'stopping')
    const clean = await stopper.stop()
    process.exit(clean ? code : 1)
  }

  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (!stopper.stopping) return void stop(signal)
      if (Date.now() - askedAt > echoMs) process.exit(1)
    })
  }
  for (const fault of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(fault, (error: unknown) => {
      log.fatal({ err: error }, fault)
      code = 1
      if (!stopper.stopping) void stop(fault)
    })
  }
}
