import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

const statements = sql`
-- Of whom a merged user is a part; what is kept of them as evidence goes when theirs does.
alter table users add column merged_into uuid references users (id) on delete set null;
create index users_merged_into on users (merged_into) where merged_into is not null;
update users set merged_into = survivors.id
from outbox join users as survivors on survivors.id = (data->>'user_id')::uuid
where type = 'UsersMerged' and users.id = (data->>'merged_user_id')::uuid;
`

/** The day of destruction of merged users is that of who they became; those of versions before are found by their events. */
export const mergedUsers: Migration = {
  up: async (db) => {
    await statements.execute(db)
  },
}
