import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Whether a user may be here at all. Older versions let everybody in, as before. */
export const userStatus: Migration = {
  up: async (db) => {
    await sql`alter table users add column status text not null default 'active'
      check (status in ('active', 'blocked', 'withdrawn'))`.execute(db)
  },
}
