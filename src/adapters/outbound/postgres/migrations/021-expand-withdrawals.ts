import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

const statements = sql`
-- What is left to do about people who left; the row itself goes with what is kept of them.
create table withdrawals (
  user_id uuid primary key references users (id) on delete cascade,
  withdrew_at timestamptz not null default now(),
  erase_at timestamptz not null,
  erased_at timestamptz,
  -- When the consents that are kept as evidence are destroyed too.
  destroy_at timestamptz,
  check ((erased_at is null) = (destroy_at is null))
);
create index withdrawals_erase_at on withdrawals (erase_at) where erased_at is null;
create index withdrawals_destroy_at on withdrawals (destroy_at) where destroy_at is not null;

-- Who a provider has to be told about; gone as soon as it was.
create table provider_unlinks (
  id uuid primary key,
  user_id uuid not null references users (id) on delete cascade,
  provider text not null,
  subject text not null
);
create index provider_unlinks_user_id on provider_unlinks (user_id);

-- What a provider told us once, so that a replay tells nothing.
create table provider_notices (
  provider text not null,
  id text not null check (octet_length(id) <= 255),
  received_at timestamptz not null default now(),
  primary key (provider, id)
);
create index provider_notices_received_at on provider_notices (received_at);

create or replace function refuse_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and exists (
    select from withdrawals where user_id = old.user_id and destroy_at <= now()
  ) then
    return old;
  end if;
  raise exception 'the ledger of consents only grows' using errcode = 'insufficient_privilege';
end $$;

-- No role may delete a line; this takes those whose day has come, and no others.
create function destroy_consents(of_users uuid[]) returns void language sql security definer
set search_path = public as $$
  delete from consents using withdrawals
  where consents.user_id = withdrawals.user_id and destroy_at <= now() and consents.user_id = any(of_users)
$$;
revoke all on function destroy_consents(uuid[]) from public;
do $$
begin
  if exists (select from pg_roles where rolname = 'daemun_worker') then
    grant execute on function destroy_consents(uuid[]) to daemun_worker;
  end if;
end $$;
`

/** Leaving: what is still to be erased, told to a provider, and destroyed in the end; what providers told us. */
export const withdrawals: Migration = {
  up: async (db) => {
    await statements.execute(db)
  },
}
