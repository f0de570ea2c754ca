import { access, chmod, constants, mkdir } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { accountFor } from './embedded-postgres/account.ts'
import { type Binaries, postgresBinaries } from './embedded-postgres/binaries.ts'
import { ensureCluster } from './embedded-postgres/cluster.ts'
import { ensureDatabase } from './embedded-postgres/database.ts'
import { PostgresUnavailable } from './embedded-postgres/failures.ts'
import { workingLauncher } from './embedded-postgres/launcher.ts'
import { stopOrphan } from './embedded-postgres/orphan.ts'
import { takeOwnership } from './embedded-postgres/ownership.ts'
import { startServer } from './embedded-postgres/server.ts'

export { AlreadyRunning } from './embedded-postgres/failures.ts'

export type EmbeddedPostgres = {
  /** Of a role that owns the database `daemun` and is no superuser. */
  connectionString: string
  dataDirectory: string
  /** Fast shutdown; connections still open are cut. Calling it again is harmless. */
  stop(): Promise<void>
}

export type EmbeddedPostgresOptions = {
  /** Where everything is kept, such as `<project>/.daemun`. Made if it is not there. */
  directory: string
  /** Server settings besides our own, as in postgresql.conf. */
  settings?: Readonly<Record<string, string>>
  log?: (line: string) => void
  /** PostgreSQL ended although nobody called `stop()`; null when a signal ended it. */
  onExit?: (code: number | null) => void
}

/**
 * Starts, first making it if need be, the PostgreSQL whose data is in `directory`, on a free port of 127.0.0.1.
 * It is ours alone while this process lives; what a killed process left behind is stopped and recovered.
 *
 * Throws AlreadyRunning while another process serves this data, PostgresUnavailable when PostgreSQL cannot run
 * here; both say in words for the operator what to do.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const directory = resolve(options.directory)
  const binaries = postgresBinaries()
  await makeDirectory(directory)
  const ownership = await takeOwnership(directory)
  try {
    const { dataDirectory, connectionString, server } = await start(directory, binaries, options)
    const stop = async () => {
      await server.stop()
      ownership.release()
    }
    return { connectionString, dataDirectory, stop }
  } catch (error) {
    ownership.release()
    throw error
  }
}

async function start(directory: string, { initdb, postgres }: Binaries, options: EmbeddedPostgresOptions) {
  const { settings = {}, log = () => {}, onExit } = options
  const dataDirectory = join(directory, 'postgres')
  const logPath = join(directory, 'postgres.log')
  const account = await accountFor(dataDirectory)
  const launcher = await workingLauncher(postgres, directory, account)
  await stopOrphan(dataDirectory, log)
  const password = await ensureCluster({ directory, dataDirectory, initdb, launcher, account, logPath, log })
  const server = await startServer({ postgres, dataDirectory, launcher, password, settings, logPath, onExit })
  try {
    return { dataDirectory, server, connectionString: await ensureDatabase(server.port, password) }
  } catch (error) {
    await server.stop()
    throw error
  }
}

async function makeDirectory(directory: string): Promise<void> {
  try {
    await mkdir(dirname(directory), { recursive: true })
    // mkdir tells the first directory that it made: none, if this one was there and has its mode from elsewhere.
    const made = await mkdir(directory, { recursive: true, mode: 0o700 })
    // Root's PostgreSQL runs as another user, who may pass through but not look around.
    if (made && process.getuid?.() === 0) await chmod(directory, 0o711)
    await access(directory, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (cause) {
    throw new PostgresUnavailable(
      `cannot keep data in ${directory}: ${(cause as Error).message}. Make it writable, or set DATABASE_URL`,
      { cause },
    )
  }
}
