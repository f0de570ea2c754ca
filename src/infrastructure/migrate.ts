import { join } from 'node:path'
import { ConfigurationError, environment, readConfig } from './config.ts'
import { openLog } from './log.ts'
import { openDatabase } from './open-database.ts'
import { migrateSchema } from './schema.ts'
import { shutdown } from './shutdown.ts'
import { explained } from './start-errors.ts'

/** As in main.ts: sysexits.h EX_CONFIG. */
const wrongConfiguration = 78

/** `npm run migrate`: exits with 0 when the schema is that of this version, with 1 when it could not be made so. */
async function main(): Promise<number> {
  const config = readConfig(environment(process.cwd()))
  const stopper = shutdown(openLog(config.logLevel))
  try {
    const { connectionString } = await openDatabase(config, join(process.cwd(), '.daemun'), stopper)
    const applied = await migrateSchema(config, connectionString)
    process.stdout.write(
      `The schema is that of this version; applied now: ${applied.join(', ') || 'nothing'}\n`,
    )
    return 0
  } catch (error) {
    process.stderr.write(`${explained(error, config)}\n`)
    return 1
  } finally {
    await stopper.stop()
  }
}

// Half a migration is no migration: whoever started this must see that it did not end well.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1))

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    if (!(error instanceof ConfigurationError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exit(wrongConfiguration)
  },
)
