import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/**
 * Whoever erases an identity has PostgreSQL look for signups of it, ended ones too: without an index, in the whole
 * table, once for each. A big table gets it beforehand, by hand (docs/migrations.md).
 */
export const signupsByIdentity: Migration = {
  up: async (db) => {
    await sql`create index if not exists pending_signups_identity_id on pending_signups (identity_id)
      where identity_id is not null`.execute(db)
  },
}
