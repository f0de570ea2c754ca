import { assertSchemaCompatibility, LATEST_SCHEMA_VERSION, PostgresConnection } from 'bullmq'
import { queueName } from './queue-end.ts'

/** BullMQ keeps its own tables, apart from ours. */
export const schema = 'bullmq'

/** Milliseconds; the lock is waited for while another process makes the tables. */
const deadlines = { connectionTimeoutMillis: 5_000, lock_timeout: 60_000 }

/**
 * Makes BullMQ's tables in PostgreSQL, or brings them up to this version of BullMQ, which does so in one
 * transaction and one process at a time. Needs no rights but to read where there is nothing to do.
 */
export async function migrateQueue(connectionString: string): Promise<void> {
  if (await queueSchemaIsCurrent(connectionString)) return
  await through({ connectionString, migrate: true }, async (connection) => {
    await connection.waitUntilReady()
    // BullMQ makes a queue's sequence with its first job: by then nobody may have the right to make one.
    await connection.pool.query('select next_job_id($1)', [queueName])
  })
}

/** Whether BullMQ's tables are there with all that this version of BullMQ and our queue need. */
export function queueSchemaIsCurrent(connectionString: string): Promise<boolean> {
  return through({ connectionString }, async ({ pool }) => {
    const table = await pool.query('select from pg_tables where schemaname = $1 and tablename = $2', [
      schema,
      'migration',
    ])
    if (!table.rowCount) return false
    if ((await assertSchemaCompatibility(pool, schema)) < LATEST_SCHEMA_VERSION) return false
    const sequence = await pool.query<{ name: string | null }>(
      'select to_regclass(job_id_seq_name($1)) as name',
      [queueName],
    )
    return sequence.rows[0]?.name != null
  })
}

async function through<Result>(
  options: { connectionString: string; migrate?: boolean },
  use: (connection: PostgresConnection) => Promise<Result>,
): Promise<Result> {
  const connection = new PostgresConnection({ ...options, schema, max: 1, ...deadlines })
  return use(connection).finally(() => connection.close())
}
