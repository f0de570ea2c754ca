import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { SpentProofs } from '../../../application/ports/spent-proofs.ts'
import type { Database } from './database.ts'

/** `SpentProofs` on PostgreSQL: of any number of racing inserts one is the first. Only hashes are kept. */
export const postgresSpentProofs = (db: Database): SpentProofs => ({
  async spend(proof, seconds) {
    const { numInsertedOrUpdatedRows: inserted } = await db
      .insertInto('spent_proofs')
      .values({
        hash: createHash('sha256').update(proof).digest('base64url'),
        expires_at: sql<Date>`now() + make_interval(secs => ${seconds})`,
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    return inserted === 1n
  },

  async prune() {
    const { numDeletedRows } = await db
      .deleteFrom('spent_proofs')
      .where('expires_at', '<=', sql<Date>`now()`)
      .executeTakeFirst()
    return Number(numDeletedRows)
  },
})
