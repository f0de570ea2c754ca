import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

// What the checks refuse, the domain has refused before: they hold when a process, or a hand, does not ask it.
// `not valid`: a row of long ago that breaks one must not stop a migration.
const statements = sql`
alter table users add column profile jsonb not null default '{}';
alter table users
  add constraint users_profile_is_flat check (
    jsonb_typeof(profile) = 'object'
    and not jsonb_path_exists(profile, '$.* ? (@.type() == "object" || @.type() == "array" || @.type() == "null")')
    and octet_length(profile::text) <= 32768
  ),
  add constraint users_nickname_is_readable check (
    nickname !~ '[\u0001-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]' and nickname = btrim(nickname)
  ) not valid,
  add constraint users_email_is_an_address check (email ~ '^[!-?A-~]+@[!-?A-~]+\.[!-?A-~]+$') not valid;

create table unique_answers (
  field text not null,
  key text not null check (octet_length(key) <= 8192),
  user_id uuid not null references users (id) on delete cascade deferrable initially deferred,
  primary key (field, key)
);
create index unique_answers_user_id on unique_answers (user_id);

alter table pending_signups add column version integer not null default 0;
alter table pending_signups drop constraint pending_signups_status_check;
alter table pending_signups
  add constraint pending_signups_status_check
    check (status in ('open', 'completed', 'expired', 'abandoned', 'rejected', 'unlinked')),
  add constraint pending_signups_answers_are_small
    check (jsonb_typeof(answers) = 'object' and octet_length(answers::text) <= 65536) not valid;
`

/** Declared fields: their answers in a user, the ones nobody else may have, and how often a signup was kept. */
export const declaredFields: Migration = {
  up: async (db) => {
    await statements.execute(db)
  },
}
