import { sql } from 'kysely'
import type { AuthorizationCodes } from '../../../application/ports/authorization-codes.ts'
import type { Redemption } from '../../../domain/authorization-code.ts'
import type { Session } from '../../../domain/session.ts'
import type { Database, Tx } from './database.ts'
import { timeOf } from './database.ts'
import type { Awaited } from './event-writer.ts'
import { writeEvents } from './event-writer.ts'
import { lockSession } from './session-rows.ts'

const refusal = { kind: 'invalid_grant' } as const

/** `AuthorizationCodes` on PostgreSQL. The code's row is locked first, then its session's. */
export const postgresAuthorizationCodes = (db: Database, awaited: Awaited): AuthorizationCodes => ({
  async keep({ hash, sessionId, sealedRefreshToken, request, ttlSeconds }) {
    await db
      .insertInto('authorization_codes')
      .values({
        hash,
        session_id: sessionId,
        client_id: request.clientId,
        redirect_uri: request.redirectUri,
        code_challenge: request.codeChallenge,
        sealed_refresh_token: sealedRefreshToken,
        expires_at: sql<Date>`now() + make_interval(secs => ${ttlSeconds})`,
      })
      .execute()
  },

  redeem: (hash, decide) =>
    db.transaction().execute(async (tx) => {
      const row = await tx
        .selectFrom('authorization_codes')
        .selectAll()
        .where('hash', '=', hash)
        .forUpdate()
        .executeTakeFirst()
      const locked = row && (await lockSession(tx, row.session_id))
      if (!row || !locked) return refusal
      const { client_id: clientId, redirect_uri: redirectUri, code_challenge: codeChallenge } = row
      const { expires_at: expiresAt, redeemed_at: redeemedAt } = row
      const code = { clientId, redirectUri, codeChallenge, expiresAt, redeemedAt }
      const redemption = decide(code, locked.session, await timeOf(tx))
      if (redemption.kind !== 'redeemed') {
        await storeEnd(tx, redemption, awaited)
        return refusal
      }
      if (row.sealed_refresh_token === null) throw new Error('a code that was redeemed was redeemed again')
      await tx
        .updateTable('authorization_codes')
        .set({ redeemed_at: sql<Date>`now()`, sealed_refresh_token: null })
        .where('hash', '=', hash)
        .execute()
      return { kind: 'redeemed', sealedRefreshToken: row.sealed_refresh_token }
    }),

  endUnredeemed: (limit, end) =>
    db.transaction().execute(async (tx) => {
      const due = await tx
        .selectFrom('authorization_codes')
        .select(['hash', 'session_id'])
        .where('redeemed_at', 'is', null)
        .where('expires_at', '<=', sql<Date>`now()`)
        // Always in one order: two that lock the same sessions wait for each other instead of for ever.
        .orderBy('session_id')
        .limit(limit)
        .forUpdate()
        .skipLocked()
        .execute()
      for (const { hash, session_id: id } of due) {
        const locked = await lockSession(tx, id)
        if (locked) await storeEnd(tx, end(locked.session, locked.now), awaited)
        await tx.deleteFrom('authorization_codes').where('hash', '=', hash).execute()
      }
      return due.length
    }),
})

type Ended = Pick<Redemption, 'events'> & { readonly session?: Session }

async function storeEnd(tx: Tx, { session, events }: Ended, awaited: Awaited): Promise<void> {
  if (!session) return
  await tx.updateTable('sessions').set({ ended_at: session.endedAt }).where('id', '=', session.id).execute()
  await writeEvents(tx, events, awaited)
}
