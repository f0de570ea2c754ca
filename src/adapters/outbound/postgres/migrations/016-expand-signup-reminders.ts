import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** When a newcomer was reminded of a signup; the index holds only those that still may be. */
export const signupReminders: Migration = {
  up: async (db) => {
    await sql`alter table pending_signups add column reminded_at timestamptz`.execute(db)
    await sql`create index pending_signups_to_remind on pending_signups (opened_at)
      where status = 'open' and reminded_at is null`.execute(db)
  },
}
