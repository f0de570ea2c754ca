import { sql } from 'kysely'
import type { PresentedToken, Sessions } from '../../../application/ports/sessions.ts'
import type { Session, Standing } from '../../../domain/session.ts'
import { refreshGraceMs } from '../../../domain/session.ts'
import type { Database, Tx } from './database.ts'
import { timeOf } from './database.ts'
import type { Awaited } from './event-writer.ts'
import { writeEvents } from './event-writer.ts'
import { toSession } from './session-rows.ts'
import { toUser, userColumns } from './users.ts'

/** `Sessions` on PostgreSQL; every change first locks the session's row (security 1.7). */
export const postgresSessions = (db: Database, awaited: Awaited): Sessions => ({
  rotate: (presented, decide) =>
    db.transaction().execute(async (tx) => {
      const session = await lock(tx, presented.sessionId)
      if (!session) return { kind: 'invalid_grant' }
      const { status: userStatus, ...user } = await ownerOf(tx, session)
      const standing = await standingOf(tx, session, presented)
      const rotation = decide({ session, standing, userStatus }, await timeOf(tx))
      if (rotation.session) await store(tx, session, rotation.session)
      await writeEvents(tx, rotation.events, awaited)
      if (rotation.kind !== 'rotated') return { kind: 'invalid_grant' }
      return { kind: 'rotated', session: rotation.session, user: toUser(user) }
    }),

  async holder({ sessionId, hash }) {
    const row = await db
      .selectFrom('sessions')
      .innerJoin('users', 'users.id', 'sessions.user_id')
      .select(userColumns)
      .where('sessions.id', '=', sessionId)
      .where('users.status', '=', 'active')
      .where('ended_at', 'is', null)
      .where('expires_at', '>', sql<Date>`now()`)
      .where(({ eb, and, or }) =>
        or([
          eb('refresh_token_hash', '=', hash),
          and([
            eb('previous_refresh_token_hash', '=', hash),
            eb('rotated_at', '>', sql<Date>`now() - ${refreshGraceMs} * interval '1 millisecond'`),
          ]),
        ]),
      )
      .executeTakeFirst()
    return row && { sessionId, user: toUser(row) }
  },

  end: (id, proof, decide) =>
    db.transaction().execute(async (tx) => {
      const session = await lock(tx, id)
      if (!session) return
      if (proof && (await standingOf(tx, session, { sessionId: id, hash: proof })) === 'foreign') return
      const ended = decide(session, await timeOf(tx))
      await store(tx, session, ended.session)
      await writeEvents(tx, ended.events, awaited)
    }),
})

async function lock(tx: Tx, id: Session['id']): Promise<Session | undefined> {
  const row = await tx.selectFrom('sessions').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  return row && toSession(row)
}

async function ownerOf(tx: Tx, { userId }: Session) {
  return tx
    .selectFrom('users')
    .select([...userColumns, 'status'])
    .where('id', '=', userId)
    .executeTakeFirstOrThrow()
}

async function standingOf(tx: Tx, session: Session, { hash }: PresentedToken): Promise<Standing> {
  if (hash === session.current) return 'current'
  if (hash === session.previous) return 'previous'
  const spent = await tx
    .selectFrom('spent_refresh_tokens')
    .select('hash')
    .where('hash', '=', hash)
    .where('session_id', '=', session.id)
    .executeTakeFirst()
  return spent ? 'older' : 'foreign'
}

async function store(tx: Tx, before: Session, after: Session): Promise<void> {
  if (after.previous !== before.previous && before.previous) {
    await tx
      .insertInto('spent_refresh_tokens')
      .values({ hash: before.previous, session_id: before.id })
      .execute()
  }
  await tx
    .updateTable('sessions')
    .set({
      refresh_token_hash: after.current,
      previous_refresh_token_hash: after.previous,
      rotated_at: after.rotatedAt,
      ended_at: after.endedAt,
    })
    .where('id', '=', after.id)
    .execute()
}
