import { sql } from 'kysely'
import type { Consents } from '../../../application/ports/consents.ts'
import type { RecordedConsents } from '../../../domain/consents.ts'
import type { UserId } from '../../../domain/user.ts'
import { appendConsents, readLedger } from './consent-rows.ts'
import type { Database, Tx } from './database.ts'
import { timeOf } from './database.ts'
import type { Awaited } from './event-writer.ts'
import { writeEvents } from './event-writer.ts'
import { startSession } from './session-starts.ts'

/** `Consents` on PostgreSQL: whoever changes a person's consents holds the person's row. */
export const postgresConsents = (db: Database, awaited: Awaited): Consents => ({
  ledger: (user) => readLedger(db, user),

  change: (user, decide) =>
    db.transaction().execute(async (tx) => {
      if (!(await holdUser(tx, user))) return { kind: 'no_user' as const }
      const decided = decide(await readLedger(tx, user), await timeOf(tx))
      if (decided.kind !== 'recorded') return decided
      await record(tx, user, decided, awaited)
      return { kind: 'recorded' as const }
    }),

  changeAndSignIn: (user, { session, provider }, decide) =>
    db.transaction().execute(async (tx) => {
      const held = await holdUser(tx, user)
      if (!held) return { kind: 'no_user' as const }
      const now = await timeOf(tx)
      const decided = decide(await readLedger(tx, user), now)
      if (decided.kind !== 'recorded') return decided
      await record(tx, user, decided, awaited)
      await startSession(tx, { userId: user, provider, now }, session)
      const loggedIn = { type: 'UserLoggedIn', userId: user, sessionId: session.id, provider } as const
      await writeEvents(tx, [loggedIn], awaited)
      const { id: sessionId, clientId } = session
      return { kind: 'signed_in' as const, user: held, sessionId, provider, clientId, startedAt: now }
    }),

  tellReconfirmDue: (months, limit) =>
    db.transaction().execute(async (tx) => {
      const { rows } = await sql<{ user_id: UserId; terms_id: string; terms_version: string }>`
        delete from marketing_reconfirmations where (user_id, terms_id) in (
          select user_id, terms_id from marketing_reconfirmations
          where given_at <= now() - make_interval(months => ${months})
          order by given_at limit ${limit} for update skip locked
        ) returning user_id, terms_id, terms_version`.execute(tx)
      const events = rows.map(({ user_id, terms_id, terms_version }) => ({
        type: 'MarketingConsentReconfirmDue' as const,
        userId: user_id,
        termsId: terms_id,
        termsVersion: terms_version,
      }))
      await writeEvents(tx, events, awaited)
      return rows.length
    }),
})

/** Of one who may be here; of anybody else nothing is written. */
function holdUser(tx: Tx, user: UserId) {
  return tx
    .selectFrom('users')
    .select(['id', 'nickname'])
    .where('id', '=', user)
    .where('status', '=', 'active')
    .forUpdate()
    .executeTakeFirst()
}

async function record(
  tx: Tx,
  user: UserId,
  { entries, events }: RecordedConsents,
  awaited: Awaited,
): Promise<void> {
  await appendConsents(tx, user, entries)
  await writeEvents(tx, events, awaited)
}
