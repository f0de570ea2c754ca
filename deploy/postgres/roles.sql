-- The three roles of Daemun on PostgreSQL: who owns the tables and migrates, who serves, who works.
-- Run it connected to Daemun's database, as a superuser or as its owner who may make roles and databases:
--   psql -v ON_ERROR_STOP=1 -f deploy/postgres/roles.sql postgres://postgres@HOST/daemun
-- and give each role a password (\password daemun_owner). Running it again does no harm.

do $$
declare
  role_name text;
begin
  foreach role_name in array array['daemun_owner', 'daemun_api', 'daemun_worker'] loop
    if not exists (select from pg_roles where rolname = role_name) then
      execute format('create role %I login', role_name);
    end if;
  end loop;
  -- Who is no superuser can only hand over to a role of which he is a member.
  execute format('grant daemun_owner to %I', current_user);
  execute format('revoke all on database %I from public', current_database());
  execute format('grant connect on database %I to daemun_api, daemun_worker', current_database());
  -- BullMQ adds jobs by way of a temporary table.
  execute format('grant temporary on database %I to daemun_worker', current_database());
  execute format('alter database %I owner to daemun_owner', current_database());
end $$;

set role daemun_owner;

create schema if not exists bullmq;
grant usage on schema public to daemun_api, daemun_worker;
grant usage on schema bullmq to daemun_worker;

-- What is there, and below it what later migrations will make.
grant select, insert, update, delete on all tables in schema public to daemun_api, daemun_worker;
grant select, insert, update, delete on all tables in schema bullmq to daemun_worker;
grant usage on all sequences in schema public to daemun_api, daemun_worker;
grant usage on all sequences in schema bullmq to daemun_worker;

alter default privileges in schema public
  grant select, insert, update, delete on tables to daemun_api, daemun_worker;
alter default privileges in schema bullmq
  grant select, insert, update, delete on tables to daemun_worker;
alter default privileges in schema public grant usage on sequences to daemun_api, daemun_worker;
alter default privileges in schema bullmq grant usage on sequences to daemun_worker;

-- The ledger of consents only grows. Its table is not there before the first migration, which says the same.
do $$
begin
  if to_regclass('public.consents') is not null then
    revoke update, delete on consents from daemun_api, daemun_worker;
  end if;
end $$;

-- Of who left long enough ago, by the one function that may.
do $$
begin
  if to_regprocedure('public.destroy_consents(uuid[])') is not null then
    grant execute on function destroy_consents(uuid[]) to daemun_worker;
  end if;
end $$;

reset role;
