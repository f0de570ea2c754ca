import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/**
 * Whoever hears from a provider looks whether the same notice waits already: without an index, at everything that
 * waits, for each of ten thousand in a minute.
 */
export const waitingNotices: Migration = {
  up: async (db) => {
    await sql`create index if not exists outbox_waiting_notices on outbox (subject)
      where type = 'ProviderNoticeReceived' and closed_at is null`.execute(db)
  },
}
