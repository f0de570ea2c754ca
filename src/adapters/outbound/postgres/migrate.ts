import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'
import { Migrator } from 'kysely/migration'
import { logins } from './migrations/001-logins-and-signups.ts'
import { eventTraceparent } from './migrations/002-expand-event-traceparent.ts'
import type { Schema } from './schema.ts'

const migrations: Record<string, Migration> = {
  '001-logins-and-signups': logins,
  '002-expand-event-traceparent': eventTraceparent,
}

/**
 * Brings the schema up to this version: all or nothing, and one process at a time (Kysely holds a lock).
 * Throws when the schema is newer than this code knows.
 */
export async function migrate(db: Kysely<Schema>): Promise<void> {
  const { error } = await migrator(db).migrateToLatest()
  if (error) throw error
}

/** Whether the schema has everything that this version needs; a newer one still serves an older process. */
export async function schemaIsCurrent(db: Kysely<Schema>): Promise<boolean> {
  const known = await migrator(db).getMigrations()
  return known.every(({ executedAt }) => executedAt !== undefined)
}

function migrator(db: Kysely<Schema>): Migrator {
  return new Migrator({ db, provider: { getMigrations: async () => migrations } })
}
