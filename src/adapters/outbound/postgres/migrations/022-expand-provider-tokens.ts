import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

const statements = sql`
alter table identities add column sealed_provider_token text;
alter table provider_unlinks add column sealed_provider_token text;
-- Few of many: what the resealing after a change of DAEMUN_SECRET goes through.
create index identities_provider_tokens on identities (id) where sealed_provider_token is not null;
`

/** What a provider takes its link to a person away for, where it has to be shown one. Versions before keep none. */
export const providerTokens: Migration = {
  up: async (db) => {
    await statements.execute(db)
  },
}
