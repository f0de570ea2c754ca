import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** The trace that an event is told in, so that its effect can be a part of it. Older versions leave it empty. */
export const eventTraceparent: Migration = {
  up: async (db) => {
    await sql`alter table outbox add column traceparent text`.execute(db)
  },
}
