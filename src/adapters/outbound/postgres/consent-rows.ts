import { randomUUIDv7 } from 'node:crypto'
import type { Kysely, Selectable } from 'kysely'
import { sql } from 'kysely'
import type { LedgerEntry } from '../../../domain/consents.ts'
import type { UserId } from '../../../domain/user.ts'
import type { Tx } from './database.ts'
import type { Schema } from './schema.ts'

/** What one person said, in the order in which it was written: one read of one index. */
export async function readLedger(db: Kysely<Schema>, user: UserId): Promise<LedgerEntry[]> {
  const rows = await db
    .selectFrom('consents')
    .selectAll()
    .where('user_id', '=', user)
    .orderBy('position')
    .execute()
  return rows.map(toEntry)
}

/** Adds to the ledger, and to what is to be confirmed some day; in the transaction that holds the person. */
export async function appendConsents(tx: Tx, user: UserId, entries: readonly LedgerEntry[]): Promise<void> {
  if (entries.length === 0) return
  const rows = entries.map(({ terms, action, at, source, locale, device }) => ({
    id: randomUUIDv7(),
    user_id: user,
    terms_id: terms.id,
    terms_version: terms.version,
    terms_hash: terms.hash,
    channels: terms.channels ? [...terms.channels] : null,
    agreed_at: at,
    action,
    source,
    locale,
    address: device?.address ?? null,
    user_agent: device?.userAgent ?? null,
  }))
  await tx.insertInto('consents').values(rows).execute()
  for (const entry of entries) if (entry.terms.channels) await schedule(tx, user, entry)
}

async function schedule(tx: Tx, user: UserId, { terms, action, at }: LedgerEntry): Promise<void> {
  if (action === 'withdrawn') {
    await tx
      .deleteFrom('marketing_reconfirmations')
      .where('user_id', '=', user)
      .where('terms_id', '=', terms.id)
      .execute()
    return
  }
  await tx
    .insertInto('marketing_reconfirmations')
    .values({ user_id: user, terms_id: terms.id, terms_version: terms.version, given_at: at })
    .onConflict((conflict) =>
      conflict.columns(['user_id', 'terms_id']).doUpdateSet({
        terms_version: sql`excluded.terms_version`,
        given_at: sql`excluded.given_at`,
      }),
    )
    .execute()
}

function toEntry(row: Selectable<Schema['consents']>): LedgerEntry {
  const { terms_id: id, terms_version: version, terms_hash: hash, channels } = row
  return {
    terms: { id, version, hash, ...(channels && { channels }) },
    action: row.action,
    at: row.agreed_at,
    source: row.source,
    locale: row.locale,
    device: row.address === null ? null : { address: row.address, userAgent: row.user_agent },
  }
}
