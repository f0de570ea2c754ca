import type { Config } from './config.ts'
import { startEmbeddedPostgres } from './embedded-postgres.ts'
import type { Shutdown } from './shutdown.ts'

/** The database of `DATABASE_URL`, or the embedded one, which `stopper` learns to stop. */
export async function openDatabase(
  { databaseUrl }: Config,
  directory: string,
  stopper: Shutdown,
): Promise<{ connectionString: string; dataDirectory: string | null }> {
  if (databaseUrl !== null) return { connectionString: databaseUrl, dataDirectory: null }
  const postgres = await startEmbeddedPostgres({ directory, onExit: endWithIt })
  await stopper.onStop('database', 'embedded PostgreSQL', postgres.stop)
  return postgres
}

/** Without its database this process is of no use, and whoever watches it can start both again. */
function endWithIt(code: number | null): never {
  throw new Error(`the embedded PostgreSQL ended by itself (${code ?? 'killed'})`)
}
