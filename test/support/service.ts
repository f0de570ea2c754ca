import { tmpdir } from 'node:os'
import pg from 'pg'
import { pino } from 'pino'
import { readConfig } from '../../src/infrastructure/config.ts'
import { start } from '../../src/infrastructure/lifecycle.ts'
import { migrateSchema } from '../../src/infrastructure/schema.ts'
import { shutdown } from '../../src/infrastructure/shutdown.ts'
import { freePort } from './free-port.ts'
import { freshDatabase } from './postgres.ts'

/** What services under test seal with. */
export const secret = 'a-secret-for-tests-alone-of-enough-bytes'

export type Service = {
  readonly url: string
  /** Where it listens, also when its public address is elsewhere. */
  readonly address: string
  readonly connectionString: string
  /** Everything logged so far, a JSON line each. */
  readonly log: readonly string[]
  query<Row extends pg.QueryResultRow>(sql: string): Promise<Row[]>
  stop(): Promise<void>
}

/** A whole service in this process, on a database of its own and, unless `env` says otherwise, the simulator. */
export async function startService(env: NodeJS.ProcessEnv = {}): Promise<Service> {
  const [database, port, simulatorPort] = await Promise.all([freshDatabase(), freePort(), freePort()])
  const url = `http://localhost:${port}`
  const config = readConfig({
    PUBLIC_URL: url,
    PORT: String(port),
    DATABASE_URL: database.connectionString,
    DAEMUN_SECRET: secret,
    SIMULATOR: 'on',
    SIMULATOR_PORT: String(simulatorPort),
    RATE_LIMIT: 'off',
    ...env,
  })
  const log: string[] = []
  const logger = pino({ level: 'debug', base: null }, { write: (line: string) => void log.push(line) })
  const stopper = shutdown(logger)
  await migrateSchema(config, database.connectionString)
  await start(config, tmpdir(), logger, stopper)
  const pool = new pg.Pool({ connectionString: database.connectionString, max: 2 })
  // Its last sockets end with the database.
  pool.on('error', () => {})
  return {
    url,
    address: `http://127.0.0.1:${port}`,
    connectionString: database.connectionString,
    log,
    query: async (sql) => (await pool.query(sql)).rows,
    async stop() {
      await pool.end()
      await stopper.stop()
      await database.drop()
    },
  }
}
