import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** What proved a login by a provider's own SDK, by its hash: none proves two. */
export const spentProofs: Migration = {
  up: async (db) => {
    await sql`create table spent_proofs (hash text primary key, expires_at timestamptz not null)`.execute(db)
    await sql`create index spent_proofs_expires_at on spent_proofs (expires_at)`.execute(db)
  },
}
