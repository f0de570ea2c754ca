import { setTimeout as pause } from 'node:timers/promises'
import type { Database } from '../adapters/outbound/postgres/database.ts'
import { migrateDatabase } from '../adapters/outbound/postgres/migrate.ts'
import {
  isUntouched,
  requireCurrentSchema,
  SchemaMismatch,
} from '../adapters/outbound/postgres/schema-state.ts'
import { migrateQueue, queueSchemaIsCurrent } from '../adapters/outbound/queue/postgres-schema.ts'
import type { Config } from './config.ts'

/** Milliseconds for which another process may be making what is missing; and between two looks. */
const patience = { most: 5_000, look: 100 }

/**
 * A process that has every role migrates by itself. One that has a single role is one of many: it makes the tables
 * of a database that has none, and else only looks, and throws SchemaMismatch when they are not what it needs.
 */
export async function prepareSchema(config: Config, connectionString: string, db: Database): Promise<void> {
  const mayMake = config.role === 'all' || (await isUntouched(db))
  if (mayMake) return void (await migrateSchema(config, connectionString))
  const until = performance.now() + patience.most
  let missing = await lookForMissing(config, connectionString, db)
  while (missing && performance.now() < until) {
    await pause(patience.look)
    missing = await lookForMissing(config, connectionString, db)
  }
  if (missing) throw missing
}

/** What the schema still lacks. Throws SchemaMismatch when it has left this version behind. */
async function lookForMissing({ role, redis }: Config, connectionString: string, db: Database) {
  try {
    await requireCurrentSchema(db)
  } catch (error) {
    if (error instanceof SchemaMismatch && error.kind === 'too_old') return error
    throw error
  }
  if (role === 'api' || redis || (await queueSchemaIsCurrent(connectionString))) return undefined
  return new SchemaMismatch(
    'too_old',
    'the tables of the queue are missing or older than this version; run npm run migrate',
  )
}

/** Brings up our tables, and BullMQ's where the queue is on PostgreSQL. Answers which migrations were applied. */
export async function migrateSchema({ redis }: Config, connectionString: string): Promise<string[]> {
  const applied = await migrateDatabase(connectionString)
  if (!redis) await migrateQueue(connectionString)
  return applied
}
