import { join } from 'node:path'
import { banner } from './banner.ts'
import { ConfigurationError, environment, readConfig } from './config.ts'
import { start } from './lifecycle.ts'
import { openLog } from './log.ts'
import { shutdown } from './shutdown.ts'
import { explained } from './start-errors.ts'

/** sysexits.h EX_CONFIG: the environment is wrong, and trying again will not help. */
const wrongConfiguration = 78

/** Milliseconds after which a second signal is a person's impatience and not the same Ctrl-C sent on by npm. */
const impatientAfterMs = 1_000

async function main(): Promise<void> {
  const config = readConfig(environment(process.cwd()))
  const log = openLog(config.logLevel)
  const stopper = shutdown(log)
  let stopAskedAt = 0

  const stop = async (reason: string, code: number) => {
    if (stopper.stopping) {
      if (Date.now() - stopAskedAt > impatientAfterMs) process.exit(1)
      return
    }
    stopAskedAt = Date.now()
    log.info({ reason }, 'stopping')
    const clean = await stopper.stop()
    process.exit(clean ? code : 1)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop(signal, 0))
  for (const fault of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(fault, (error: unknown) => {
      log.fatal({ err: error }, fault)
      void stop(fault, 1)
    })
  }

  try {
    const running = await start(config, join(process.cwd(), '.daemun'), log, stopper)
    if (!stopper.stopping) process.stdout.write(banner(running))
  } catch (error) {
    if (stopper.stopping) return
    process.stderr.write(`${explained(error, config)}\n`)
    log.debug({ err: error }, 'could not start')
    await stopper.stop()
    process.exit(1)
  }
}

main().catch((error: unknown) => {
  if (!(error instanceof ConfigurationError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exit(wrongConfiguration)
})
