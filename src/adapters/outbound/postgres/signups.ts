import type { SqlBool } from 'kysely'
import { sql } from 'kysely'
import type { Signups } from '../../../application/ports/signups.ts'
import type { Ended } from '../../../domain/pending-signup.ts'
import type { Database, Tx } from './database.ts'
import { timeOf } from './database.ts'
import type { Awaited } from './event-writer.ts'
import { findSignup, lockSignup, toOpenSignup } from './open-signups.ts'
import { storeCompletion } from './signup-completion.ts'
import { endSignups, lockDueSignups } from './signup-endings.ts'
import { openForEvent } from './signup-openings.ts'
import { remindDue } from './signup-reminders.ts'
import { refusedWhereTaken } from './unique-answers.ts'

/** `Signups` on PostgreSQL: lock, load, decide, write the state with its events, commit. */
export const postgresSignups = (db: Database, awaited: Awaited): Signups => ({
  open: (event, decide) => db.transaction().execute((tx) => openForEvent(tx, event, decide, awaited)),

  newcomerOf: (event) =>
    db
      .selectFrom('outbox')
      .innerJoin('identities', (join) => join.on(sql<SqlBool>`identities.id = outbox.subject`))
      .select(['identities.provider', 'identities.subject'])
      .where('outbox.id', '=', event)
      .executeTakeFirst(),

  async providersOf(answers) {
    if (answers.length === 0) return []
    const rows = await db
      .selectFrom('unique_answers')
      .innerJoin('identities', 'identities.user_id', 'unique_answers.user_id')
      .select('identities.provider')
      .distinct()
      .where(({ eb, or }) =>
        or(answers.map(({ field, key }) => eb.and([eb('field', '=', field), eb('key', '=', key)]))),
      )
      .orderBy('identities.provider')
      .execute()
    return rows.map(({ provider }) => provider)
  },

  find: (identity) => findSignup(db, identity),

  keep: (identity, decide) =>
    db.transaction().execute(async (tx) => {
      const found = await lockSignup(tx, identity)
      if (found.kind !== 'found') return found
      const decided = decide(found.signup, await timeOf(tx))
      if (decided.kind === 'ended') return rejected(tx, decided, awaited)
      if (decided.kind !== 'kept') return decided
      const { id, answers, version } = decided.signup
      await tx
        .updateTable('pending_signups')
        .set({ answers: JSON.stringify(answers), version })
        .where('id', '=', id)
        .execute()
      return { ...found, signup: decided.signup }
    }),

  complete: (identity, session, decide) =>
    refusedWhereTaken(
      db.transaction().execute(async (tx) => {
        const found = await lockSignup(tx, identity)
        if (found.kind !== 'found') return found
        const now = await timeOf(tx)
        const decided = decide(found.signup, now)
        if (decided.kind === 'ended') return rejected(tx, decided, awaited)
        if (decided.kind !== 'completed') return decided
        return storeCompletion(tx, decided, session, now, awaited)
      }),
    ),

  end: (identity, decide) =>
    db.transaction().execute(async (tx) => {
      const found = await lockSignup(tx, identity)
      if (found.kind !== 'found') return found
      await endSignups(tx, [decide(found.signup)], awaited)
      return { kind: 'ended' }
    }),

  remindDue: (afterSeconds, limit, decide) =>
    db.transaction().execute((tx) => remindDue(tx, { afterSeconds, limit }, decide, awaited)),

  expireDue: (limit, decide) =>
    db.transaction().execute(async (tx) => {
      const now = await timeOf(tx)
      const due = await lockDueSignups(tx, limit, now)
      const ended = due.flatMap((row) => decide(toOpenSignup(row), now) ?? [])
      await endSignups(tx, ended, awaited)
      return ended.length
    }),
})

/** The refusal that is stored: nothing of the person may stay. */
async function rejected(tx: Tx, ended: Ended, awaited: Awaited) {
  await endSignups(tx, [ended], awaited)
  return { kind: 'under_age' as const }
}
