import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/**
 * Every newcomer's page asks whether somebody has their verified e-mail. A big table gets the index beforehand, by
 * hand (docs/migrations.md).
 */
export const usersByEmail: Migration = {
  up: async (db) => {
    await sql`create index if not exists users_verified_email on users (email) where email_verified`.execute(
      db,
    )
  },
}
