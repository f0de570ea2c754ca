import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

const statements = sql`
create table users (
  id uuid primary key,
  nickname text not null check (char_length(nickname) between 1 and 30),
  email text check (octet_length(email) <= 254),
  email_verified boolean not null default false check (email is not null or not email_verified),
  created_at timestamptz not null default now()
);

create table identities (
  id uuid primary key,
  provider text not null,
  subject text not null check (octet_length(subject) between 1 and 255),
  user_id uuid references users (id),
  sealed_profile text check (user_id is null or sealed_profile is null),
  first_seen_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  unique (provider, subject)
);
create index identities_user_id on identities (user_id) where user_id is not null;

create table onboardings (
  id uuid primary key,
  identity_id uuid not null unique references identities (id) on delete cascade,
  plan jsonb not null,
  created_at timestamptz not null default now()
);

create table pending_signups (
  id uuid primary key,
  identity_id uuid references identities (id) on delete set null,
  status text not null check (status in ('open', 'completed', 'expired', 'abandoned')),
  answers jsonb not null,
  opened_at timestamptz not null,
  expires_at timestamptz not null,
  closed_at timestamptz,
  check ((status = 'open') = (closed_at is null)),
  check (status = 'open' or answers = '{}')
);
create unique index pending_signups_open on pending_signups (identity_id) where status = 'open';
create index pending_signups_due on pending_signups (expires_at) where status = 'open';

create table consents (
  id uuid primary key,
  user_id uuid not null references users (id),
  terms_id text not null,
  terms_version text not null,
  terms_hash text not null,
  agreed_at timestamptz not null,
  unique (user_id, terms_id, terms_version)
);

create table sessions (
  id uuid primary key,
  user_id uuid not null references users (id),
  provider text not null,
  refresh_token_hash text not null,
  previous_refresh_token_hash text,
  rotated_at timestamptz,
  user_agent text,
  address text not null,
  started_at timestamptz not null default now(),
  expires_at timestamptz not null,
  ended_at timestamptz
);
create index sessions_user_id on sessions (user_id);

create table spent_refresh_tokens (
  hash text primary key,
  session_id uuid not null references sessions (id) on delete cascade
);
create index spent_refresh_tokens_session_id on spent_refresh_tokens (session_id);

create table outbox (
  id uuid primary key,
  type text not null,
  version integer not null default 1,
  occurred_at timestamptz not null default now(),
  subject uuid not null,
  data jsonb not null,
  closed_at timestamptz,
  due_at timestamptz not null default now(),
  publications integer not null default 0,
  failures integer not null default 0,
  last_error text,
  parked_at timestamptz
);
create index outbox_waiting on outbox (due_at) where closed_at is null and parked_at is null;
create index outbox_parked on outbox (parked_at) where parked_at is not null;
create unique index outbox_first_seen on outbox (subject) where type = 'UserFirstSeen';

create function announce_event() returns trigger language plpgsql as $$
begin
  perform pg_notify('outbox', '');
  return null;
end $$;
create trigger outbox_announce after insert on outbox
  for each row when (new.closed_at is null) execute function announce_event();

create table inbox (
  event_id uuid not null,
  consumer text not null,
  handled_at timestamptz not null default now(),
  primary key (event_id, consumer)
);

create table signing_keys (
  kid text primary key,
  algorithm text not null,
  public_jwk jsonb not null,
  sealed_private_jwk text not null,
  created_at timestamptz not null default now()
);
`

/** Identities, signups, users, sessions, events and the keys that sign: everything of one login. */
export const logins: Migration = {
  up: async (db) => {
    await statements.execute(db)
  },
}
