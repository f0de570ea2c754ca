import { join } from 'node:path'
import type { Connections } from '../adapters/outbound/postgres/database.ts'
import { connect } from '../adapters/outbound/postgres/database.ts'
import { requireCurrentSchema } from '../adapters/outbound/postgres/schema-state.ts'
import type { Config } from './config.ts'
import { ConfigurationError, environment, readConfig } from './config.ts'
import { joinRunningPostgres } from './embedded-postgres/running.ts'
import { AlreadyRunning, startEmbeddedPostgres } from './embedded-postgres.ts'
import { explained } from './start-errors.ts'

/** As in main.ts: sysexits.h EX_CONFIG; and EX_USAGE. */
const wrongConfiguration = 78
const wrongUsage = 64

/** The command line is not one that the command knows; the message is for whoever typed it. */
export class UsageError extends Error {
  override name = 'UsageError'
}

/** What a command works with: the same environment and database as the service, which may run meanwhile. */
export type CommandSurroundings = {
  readonly config: Config
  readonly connections: Connections
  /** Where the embedded data is, if there is any. */
  readonly directory: string
}

/** Answers what is printed. */
export type Command = (around: CommandSurroundings) => Promise<string>

/**
 * Runs the command that was typed and exits: 0 when done, 1 when it could not be, 64 when it was typed wrongly, 78
 * when the environment is wrong.
 */
export async function runCommand(read: (words: readonly string[]) => Command): Promise<never> {
  try {
    const run = read(process.argv.slice(2))
    const config = readConfig(environment(process.cwd()))
    process.stdout.write(`${await within(config, run)}\n`)
    process.exit(0)
  } catch (error) {
    if (!(error instanceof Error)) throw error
    process.stderr.write(`${error.message}\n`)
    if (error instanceof ConfigurationError) process.exit(wrongConfiguration)
    process.exit(error instanceof UsageError ? wrongUsage : 1)
  }
}

async function within(config: Config, run: Command): Promise<string> {
  const directory = join(process.cwd(), '.daemun')
  const { connectionString, leave } = await databaseOf(config, directory)
  const connections = connect(connectionString, () => {})
  try {
    await requireCurrentSchema(connections.db)
    return await run({ config, connections, directory })
  } catch (error) {
    throw new Error(explained(error, config).replace(/^Could not start: /, ''), { cause: error })
  } finally {
    await connections.close()
    await leave()
  }
}

async function databaseOf({ databaseUrl }: Config, directory: string) {
  const stays = async () => {}
  if (databaseUrl !== null) return { connectionString: databaseUrl, leave: stays }
  try {
    const { connectionString, stop } = await startEmbeddedPostgres({ directory })
    return { connectionString, leave: stop }
  } catch (error) {
    if (!(error instanceof AlreadyRunning)) throw error
    return { connectionString: await joinRunningPostgres(directory), leave: stays }
  }
}
