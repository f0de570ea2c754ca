import type { Selectable, SqlBool } from 'kysely'
import { sql } from 'kysely'
import type { ChangedUser, Users } from '../../../application/ports/users.ts'
import type { SessionPolicy } from '../../../domain/session.ts'
import type { User, UserStatus } from '../../../domain/user.ts'
import type { Database } from './database.ts'
import type { Awaited } from './event-writer.ts'
import type { Schema } from './schema.ts'
import { endSessionsOf, isLive } from './session-rows.ts'
import { claimAnswers, refusedWhereTaken } from './unique-answers.ts'

/** What a user is made of, for a select that may join other tables. */
export const userColumns = [
  'users.id',
  'nickname',
  'email',
  'email_verified',
  'created_at',
  'profile',
] as const

/** `Users` on PostgreSQL. */
export const postgresUsers = (db: Database, policy: SessionPolicy, awaited: Awaited): Users => ({
  async inSession(user, session) {
    const row = await db
      .selectFrom('users')
      .innerJoin('sessions', 'sessions.user_id', 'users.id')
      .select(userColumns)
      .where('users.id', '=', user)
      .where('sessions.id', '=', session)
      .where(isLive(policy))
      .executeTakeFirst()
    return row && toUser(row)
  },

  async providersOfEmail(email) {
    const rows = await db
      .selectFrom('users')
      .innerJoin('identities', 'identities.user_id', 'users.id')
      .select('provider')
      .where('email', '=', email)
      .where(sql<SqlBool>`email_verified`)
      .where('users.status', '=', 'active')
      .execute()
    return [...new Set(rows.map(({ provider }) => provider))].sort()
  },

  change: (id, decide) =>
    refusedWhereTaken(
      db.transaction().execute(async (tx) => {
        const row = await tx
          .selectFrom('users')
          .select(userColumns)
          .where('id', '=', id)
          .forUpdate()
          .executeTakeFirst()
        if (!row) return { kind: 'no_user' as const }
        const decided = decide(toUser(row))
        if (!isChange(decided)) return decided
        const { nickname, email, emailVerified, profile } = decided.user
        await claimAnswers(tx, id, decided.uniqueAnswers ?? [])
        await tx
          .updateTable('users')
          .set({ nickname, email, email_verified: emailVerified, profile: JSON.stringify(profile) })
          .where('id', '=', id)
          .execute()
        return decided
      }),
    ),

  changeStatus: (id, decide, end) =>
    db.transaction().execute(async (tx) => {
      const row = await tx
        .selectFrom('users')
        .select('status')
        .where('id', '=', id)
        .forUpdate()
        .executeTakeFirst()
      if (!row) return { kind: 'no_user' as const }
      const decided = decide(row.status)
      if (!isStatusChange(decided)) return decided
      const { status } = decided
      await tx.updateTable('users').set({ status }).where('id', '=', id).execute()
      return { ...decided, endedSessions: await endSessionsOf(tx, id, { end }, awaited) }
    }),
})

function isStatusChange(decided: {
  kind: string
}): decided is { readonly kind: 'changed'; readonly status: UserStatus } {
  return decided.kind === 'changed'
}

function isChange(decided: { kind: string }): decided is ChangedUser {
  return decided.kind === 'changed'
}

/** A row of `users` as the domain knows it. */
export function toUser(row: Omit<Selectable<Schema['users']>, 'status' | 'merged_into'>): User {
  return {
    id: row.id,
    nickname: row.nickname,
    email: row.email,
    emailVerified: row.email_verified,
    createdAt: row.created_at,
    profile: row.profile,
  }
}
