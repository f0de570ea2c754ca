import { tmpdir } from 'node:os'
import pg from 'pg'
import { pino } from 'pino'
import { readConfig } from '../../src/infrastructure/config.ts'
import { start } from '../../src/infrastructure/lifecycle.ts'
import { migrateSchema } from '../../src/infrastructure/schema.ts'
import { shutdown } from '../../src/infrastructure/shutdown.ts'
import type { Described } from './declared-answers.ts'
import { watchAnswers } from './declared-answers.ts'
import { freePort } from './free-port.ts'
import { freshDatabase } from './postgres.ts'

/** What services under test seal with. */
export const secret = 'a-secret-for-tests-alone-of-enough-bytes'

export type Service = {
  readonly url: string
  /** Where it listens, also when its public address is elsewhere. */
  readonly address: string
  /** Where the simulator is, when it runs. */
  readonly simulator: string
  readonly connectionString: string
  /** Everything logged so far, a JSON line each. */
  readonly log: readonly string[]
  query<Row extends pg.QueryResultRow>(sql: string): Promise<Row[]>
  /** Throws when anything was answered that the OpenAPI document does not tell of. */
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
  const answers = watchAnswers(config.port)
  const pool = new pg.Pool({ connectionString: database.connectionString, max: 2 })
  // Its last sockets end with the database.
  pool.on('error', () => {})
  return {
    url,
    address: `http://127.0.0.1:${port}`,
    simulator: `http://127.0.0.1:${config.simulator?.port}`,
    connectionString: database.connectionString,
    log,
    query: async (sql) => (await pool.query(sql)).rows,
    async stop() {
      // A test of traces counts every one.
      const undeclared = config.traces ? [] : answers.undeclared(await documentAt(config.port), log)
      await pool.end()
      await stopper.stop()
      await database.drop()
      if (undeclared.length > 0) throw new Error(`not in the OpenAPI document: ${undeclared.join(', ')}`)
    },
  }
}

/** What a service promises; nothing where only a worker listens, or nobody any more. */
async function documentAt(port: number): Promise<Described> {
  const answer = await fetch(`http://127.0.0.1:${port}/openapi.json`).catch(() => undefined)
  return answer?.ok ? ((await answer.json()) as Described) : { paths: {} }
}
