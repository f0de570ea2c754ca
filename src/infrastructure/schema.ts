import type { Database } from '../adapters/outbound/postgres/database.ts'
import { migrateDatabase } from '../adapters/outbound/postgres/migrate.ts'
import {
  isUntouched,
  requireCurrentSchema,
  SchemaMismatch,
} from '../adapters/outbound/postgres/schema-state.ts'
import { migrateQueue, queueSchemaIsCurrent } from '../adapters/outbound/queue/postgres-schema.ts'
import type { Config } from './config.ts'

/**
 * A process that has every role migrates by itself. One that has a single role is one of many: it makes the tables
 * of a database that has none, and else only looks, and throws SchemaMismatch when they are not what it needs.
 */
export async function prepareSchema(config: Config, connectionString: string, db: Database): Promise<void> {
  const mayMake = config.role === 'all' || (await isUntouched(db))
  if (mayMake) return void (await migrateSchema(config, connectionString))
  await requireCurrentSchema(db)
  if (config.role === 'api' || config.redis || (await queueSchemaIsCurrent(connectionString))) return
  throw new SchemaMismatch(
    'the tables of the queue are missing or older than this version; run npm run migrate',
  )
}

/** Brings up our tables, and BullMQ's where the queue is on PostgreSQL. Answers which migrations were applied. */
export async function migrateSchema({ redis }: Config, connectionString: string): Promise<string[]> {
  const applied = await migrateDatabase(connectionString)
  if (!redis) await migrateQueue(connectionString)
  return applied
}
