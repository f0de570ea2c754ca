import type { Selectable } from 'kysely'
import { sql } from 'kysely'
import type { Database, Tx } from './database.ts'
import type { Schema } from './schema.ts'

type StoredKey = {
  readonly kid: string
  readonly algorithm: SigningAlgorithm
  readonly publicJwk: Record<string, unknown>
  readonly sealedPrivateJwk: string
}
type KeptKey = StoredKey & { readonly signsInSeconds: number }
type SigningAlgorithm = Selectable<Schema['signing_keys']>['algorithm']

/** Signing keys in their table, the private halves sealed by whoever hands them in, every time by its own clock. */
export const postgresKeyShelf = (db: Database) => ({
  all: () => keptKeys(db),

  add: (key: StoredKey, signsInSeconds: number, isWanted: (kept: readonly KeptKey[]) => boolean) =>
    db.transaction().execute(async (tx) => {
      await sql`lock table signing_keys in exclusive mode`.execute(tx)
      if (!isWanted(await keptKeys(tx))) return false
      const row = {
        kid: key.kid,
        algorithm: key.algorithm,
        public_jwk: JSON.stringify(key.publicJwk),
        sealed_private_jwk: key.sealedPrivateJwk,
        signs_from: sql<Date>`now() + ${signsInSeconds} * interval '1 second'`,
        token_ttl_seconds: sql<number>`(select coalesce(max(token_ttl_seconds), 0) from signing_keys)`,
      }
      await tx.insertInto('signing_keys').values(row).execute()
      return true
    }),

  async reseal(kid: string, from: string, to: string): Promise<void> {
    await db
      .updateTable('signing_keys')
      .set({ sealed_private_jwk: to })
      .where('kid', '=', kid)
      .where('sealed_private_jwk', '=', from)
      .execute()
  },

  /** Of every key: how long the tokens live that a key has signed before is remembered by the greatest. */
  async promise(tokenTtlSeconds: number): Promise<void> {
    await db
      .updateTable('signing_keys')
      .set({ token_ttl_seconds: tokenTtlSeconds })
      .where('token_ttl_seconds', '<', tokenTtlSeconds)
      .execute()
  },

  async removeSpent(marginSeconds: number): Promise<string[]> {
    const { rows } = await sql<{ kid: string }>`
      with lives as (
        select kid, token_ttl_seconds, lead(signs_from) over (order by signs_from, kid) as signs_until
        from signing_keys
      )
      delete from signing_keys using lives
      where signing_keys.kid = lives.kid
        and lives.signs_until + (lives.token_ttl_seconds + ${marginSeconds}) * interval '1 second' < now()
      returning signing_keys.kid`.execute(db)
    return rows.map(({ kid }) => kid)
  },
})

async function keptKeys(db: Database | Tx): Promise<KeptKey[]> {
  const rows = await db
    .selectFrom('signing_keys')
    .selectAll()
    .select(sql<number>`extract(epoch from signs_from - now())::float8`.as('signs_in_seconds'))
    .orderBy('signs_from')
    .orderBy('kid')
    .execute()
  return rows.map((row) => ({
    kid: row.kid,
    algorithm: row.algorithm,
    publicJwk: row.public_jwk,
    sealedPrivateJwk: row.sealed_private_jwk,
    signsInSeconds: row.signs_in_seconds,
  }))
}
