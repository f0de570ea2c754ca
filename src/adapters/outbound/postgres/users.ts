import type { Selectable } from 'kysely'
import { sql } from 'kysely'
import type { ChangedUser, Users } from '../../../application/ports/users.ts'
import type { User } from '../../../domain/user.ts'
import type { Database } from './database.ts'
import type { Schema } from './schema.ts'
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
export const postgresUsers = (db: Database): Users => ({
  async inSession(user, session) {
    const row = await db
      .selectFrom('users')
      .innerJoin('sessions', 'sessions.user_id', 'users.id')
      .select(userColumns)
      .where('users.id', '=', user)
      .where('sessions.id', '=', session)
      .where('ended_at', 'is', null)
      .where('expires_at', '>', sql<Date>`now()`)
      .executeTakeFirst()
    return row && toUser(row)
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
})

function isChange(decided: { kind: string }): decided is ChangedUser {
  return decided.kind === 'changed'
}

/** A row of `users` as the domain knows it. */
export function toUser(row: Selectable<Schema['users']>): User {
  return {
    id: row.id,
    nickname: row.nickname,
    email: row.email,
    emailVerified: row.email_verified,
    createdAt: row.created_at,
    profile: row.profile,
  }
}
