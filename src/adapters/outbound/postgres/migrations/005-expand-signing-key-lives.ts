import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

const statements = sql`
alter table signing_keys
  add column signs_from timestamptz not null default now(),
  add column token_ttl_seconds integer not null default 0;
update signing_keys set signs_from = created_at;
`

/**
 * From when a key signs, and how long its tokens live. Older versions sign with the newest key at once and never
 * look for another: rotate when none of them runs any longer.
 */
export const signingKeyLives: Migration = {
  up: async (db) => {
    await statements.execute(db)
  },
}
