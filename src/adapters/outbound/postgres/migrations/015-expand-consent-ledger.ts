import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

// A process of a version before goes on to insert what it always did: given, at signup, by the form.
const statements = sql`
alter table consents
  add column position bigint generated always as identity,
  add column action text not null default 'given' check (action in ('given', 'withdrawn')),
  add column source text not null default 'signup' check (source in ('signup', 'login', 'account', 'kakao_sync')),
  add column channels text[]
    check (channels <@ array['email', 'sms', 'kakaotalk', 'push', 'night'] and cardinality(channels) > 0),
  add column locale text check (locale in ('ko', 'en')),
  add column address text,
  add column user_agent text,
  add column recorded_at timestamptz not null default now();
-- Lines written together have no order by time or id.
create index consents_user_id on consents (user_id, position);
alter table consents drop constraint consents_user_id_terms_id_terms_version_key;

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the ledger of consents only grows' using errcode = 'insufficient_privilege';
end $$;
create trigger consents_only_grow before update or delete on consents
  for each row execute function refuse_change();
do $$
declare
  role_name text;
begin
  foreach role_name in array array['daemun_api', 'daemun_worker'] loop
    if exists (select from pg_roles where rolname = role_name) then
      execute format('revoke update, delete, truncate on consents from %I', role_name);
    end if;
  end loop;
end $$;

-- The wording behind a hash, for as long as there are consents to it.
create table terms_documents (
  id text not null,
  version text not null,
  hash text not null,
  locale text not null check (locale in ('ko', 'en')),
  title text not null,
  body text not null,
  effective_at date not null,
  required boolean not null,
  first_declared_at timestamptz not null default now(),
  primary key (id, version, hash, locale)
);

-- One line for each marketing consent that stands, to be confirmed some day: the work of a loop, gone once told.
create table marketing_reconfirmations (
  user_id uuid not null references users (id) on delete cascade,
  terms_id text not null,
  terms_version text not null,
  given_at timestamptz not null,
  primary key (user_id, terms_id)
);
create index marketing_reconfirmations_given_at on marketing_reconfirmations (given_at);
`

/** Consents become a ledger that only grows, with where and how; marketing consents come up for confirmation. */
export const consentLedger: Migration = {
  up: async (db) => {
    await statements.execute(db)
  },
}
