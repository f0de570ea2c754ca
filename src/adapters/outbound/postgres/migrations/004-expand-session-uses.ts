import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

const statements = sql`
alter table sessions
  add column last_used_at timestamptz not null default now(),
  add column last_address text;

create table refresh_answers (
  session_id uuid primary key references sessions (id) on delete cascade,
  sealed text not null,
  erase_at timestamptz not null
);
`

/**
 * When and from where a session was last used; and the answer to its last refresh, for those who lost it. What
 * older versions refresh keeps the time of its login, and has no answer to give again.
 */
export const sessionUses: Migration = {
  up: async (db) => {
    await statements.execute(db)
  },
}
