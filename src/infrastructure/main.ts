import { join } from 'node:path'
import { banner } from './banner.ts'
import type { Config } from './config.ts'
import { ConfigurationError, environment, readConfig } from './config.ts'
import { openLog } from './log.ts'
import type { Shutdown } from './shutdown.ts'
import { shutdown } from './shutdown.ts'
import { exitOnSignals } from './signals.ts'
import { explained } from './start-errors.ts'

/** sysexits.h EX_CONFIG: the environment is wrong, and trying again will not help. */
const wrongConfiguration = 78

async function main(): Promise<void> {
  const config = readConfig(environment(process.cwd()))
  const log = openLog(config.logLevel)
  const stopper = shutdown(log)
  exitOnSignals(stopper, log)
  try {
    const running = await stopper.during(begin(config, log, stopper))
    if (!stopper.stopping) process.stdout.write(banner(running))
  } catch (error) {
    if (stopper.stopping) return
    if (!(error instanceof ConfigurationError)) {
      process.stderr.write(`${explained(error, config)}\n`)
      log.debug({ err: error }, 'could not start')
    }
    await stopper.stop()
    if (error instanceof ConfigurationError) throw error
    process.exit(1)
  }
}

async function begin(config: Config, log: ReturnType<typeof openLog>, stopper: Shutdown) {
  // Loading the rest takes a second, in which signals are heard already.
  const { start } = await import('./lifecycle.ts')
  if (stopper.stopping) throw new Error('stopped before the start')
  return start(config, join(process.cwd(), '.daemun'), log, stopper)
}

main().catch((error: unknown) => {
  if (!(error instanceof ConfigurationError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exit(wrongConfiguration)
})
