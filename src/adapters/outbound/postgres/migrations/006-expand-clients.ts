import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

const statements = sql`
alter table sessions add column client_id text;

create table authorization_codes (
  hash text primary key,
  session_id uuid not null references sessions (id) on delete cascade,
  client_id text not null,
  redirect_uri text not null,
  code_challenge text not null,
  sealed_refresh_token text,
  expires_at timestamptz not null,
  redeemed_at timestamptz,
  check ((redeemed_at is null) = (sealed_refresh_token is not null))
);
create index authorization_codes_session_id on authorization_codes (session_id);
create index authorization_codes_waiting on authorization_codes (expires_at) where redeemed_at is null;
`

/** One-time codes of clients apart from our own pages, and whose client a session is: null for our own. */
export const clients: Migration = {
  up: async (db) => {
    await statements.execute(db)
  },
}
