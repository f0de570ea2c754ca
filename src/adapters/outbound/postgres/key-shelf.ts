import { sql } from 'kysely'
import type { Database } from './database.ts'

type KeptKey = {
  readonly kid: string
  readonly publicJwk: Record<string, unknown>
  readonly sealedPrivateJwk: string
}

/** Signing keys in their table, the private halves sealed by whoever hands them in. */
export const postgresKeyShelf = (db: Database) => ({
  async all(): Promise<KeptKey[]> {
    const rows = await db.selectFrom('signing_keys').selectAll().orderBy('created_at').execute()
    return rows.map((row) => ({
      kid: row.kid,
      publicJwk: row.public_jwk,
      sealedPrivateJwk: row.sealed_private_jwk,
    }))
  },

  async addFirst({ kid, publicJwk, sealedPrivateJwk }: KeptKey): Promise<void> {
    await db.transaction().execute(async (tx) => {
      await sql`lock table signing_keys in exclusive mode`.execute(tx)
      if (await tx.selectFrom('signing_keys').select('kid').executeTakeFirst()) return
      const row = {
        kid,
        algorithm: 'ES256',
        public_jwk: JSON.stringify(publicJwk),
        sealed_private_jwk: sealedPrivateJwk,
      }
      await tx.insertInto('signing_keys').values(row).execute()
    })
  },
})
