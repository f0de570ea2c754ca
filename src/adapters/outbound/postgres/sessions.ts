import type { SqlBool } from 'kysely'
import { sql } from 'kysely'
import type { Sessions } from '../../../application/ports/sessions.ts'
import type { ClientId } from '../../../domain/client.ts'
import type { ProviderName } from '../../../domain/identity.ts'
import type { Rotation, SessionPolicy } from '../../../domain/session.ts'
import type { Database, Tx } from './database.ts'
import { timeOf } from './database.ts'
import type { Awaited } from './event-writer.ts'
import { writeEvents } from './event-writer.ts'
import { daysAgo, prune } from './pruning.ts'
import {
  endSessionsOf,
  isGracious,
  isLive,
  lockSession,
  standingOf,
  storedAnswer,
  toSession,
} from './session-rows.ts'
import { toUser } from './users.ts'

type HolderRow = Parameters<typeof toUser>[0] & {
  provider: ProviderName
  client_id: ClientId | null
  started_at: Date
  is_current: boolean
}

/** `Sessions` on PostgreSQL; every change first locks the session's row (security 1.7). */
export const postgresSessions = (db: Database, policy: SessionPolicy, awaited: Awaited): Sessions => ({
  rotate: (presented, decide) =>
    db.transaction().execute(async (tx) => {
      const locked = await lockSession(tx, presented.sessionId)
      if (!locked) return { kind: 'invalid_grant' }
      const { session, userStatus, now } = locked
      const rotation = decide(
        { session, standing: await standingOf(tx, session, presented), userStatus },
        now,
      )
      if (rotation.kind === 'repeated')
        return { kind: 'repeated', sealedAnswer: await storedAnswer(tx, session.id) }
      await store(tx, rotation)
      await writeEvents(tx, rotation.events, awaited)
      return { kind: rotation.kind }
    }),

  async holder({ sessionId, hash }) {
    const { rows } = await sql<HolderRow>`/* session-holder */
      select users.id, nickname, email, email_verified, created_at, profile,
        provider, client_id, started_at, refresh_token_hash = ${hash} as is_current
      from sessions join users on users.id = user_id
      where sessions.id = ${sessionId} and ${isLive(policy)}
        and (refresh_token_hash = ${hash} or previous_refresh_token_hash = ${hash} and ${isGracious(policy)})`.execute(
      db,
    )
    const [row] = rows
    if (!row) return undefined
    const { provider, client_id: clientId, started_at: startedAt, is_current: isCurrent } = row
    return { sessionId, user: toUser(row), provider, clientId, startedAt, isCurrent }
  },

  async ofUser(user) {
    const rows = await db
      .selectFrom('sessions')
      .innerJoin('users', 'users.id', 'sessions.user_id')
      .selectAll('sessions')
      .where('user_id', '=', user)
      .where(isLive(policy))
      .orderBy('last_used_at', 'desc')
      .orderBy('sessions.id')
      .execute()
    return rows.map(toSession)
  },

  end: (id, by, end) =>
    db.transaction().execute(async (tx) => {
      const session = (await lockSession(tx, id))?.session
      if (!session || (by && 'user' in by && by.user !== session.userId)) return false
      const isForeign =
        by && 'token' in by && (await standingOf(tx, session, { hash: by.token })) === 'foreign'
      if (isForeign) return false
      const ended = end(session, await timeOf(tx))
      await tx.updateTable('sessions').set({ ended_at: ended.session.endedAt }).where('id', '=', id).execute()
      await writeEvents(tx, ended.events, awaited)
      return true
    }),

  endAll: (user, except, end) =>
    db.transaction().execute((tx) => endSessionsOf(tx, user, { except, end }, awaited)),

  async eraseAnswers(limit) {
    const due = db
      .selectFrom('refresh_answers')
      .select('session_id')
      .where('erase_at', '<=', sql<Date>`now()`)
      .limit(limit)
      .forUpdate()
      .skipLocked()
    const { numDeletedRows } = await db
      .deleteFrom('refresh_answers')
      .where('session_id', 'in', due)
      .executeTakeFirst()
    return Number(numDeletedRows)
  },

  prune: (days) => {
    const mayGo = sql<SqlBool>`least(ended_at, expires_at) < ${daysAgo(days)}`
    return prune(db, { table: 'sessions', key: 'id', born: 'started_at', mayGo }, days)
  },
})

/** One statement: the successor, what it makes spent, and the answer that goes with it. */
async function store(tx: Tx, rotation: Exclude<Rotation, { kind: 'repeated' }>): Promise<void> {
  const { session } = rotation
  if (!session) return
  if (rotation.kind === 'invalid_grant') {
    await tx.updateTable('sessions').set({ ended_at: session.endedAt }).where('id', '=', session.id).execute()
    return
  }
  await sql`/* rotate-session */
    with rotated as (
      update sessions set
        refresh_token_hash = ${session.current},
        previous_refresh_token_hash = ${session.previous},
        rotated_at = ${session.rotatedAt},
        last_used_at = ${session.lastUsedAt},
        last_address = ${session.lastAddress}
      where id = ${session.id}
      returning id
    ), spent as (
      insert into spent_refresh_tokens (hash, session_id)
      select previous_refresh_token_hash, id from sessions
      where id = ${session.id} and previous_refresh_token_hash is not null
    )
    insert into refresh_answers (session_id, sealed, erase_at)
    select id, ${rotation.answer.sealed}, ${rotation.answer.eraseAt} from rotated
    on conflict (session_id) do update set sealed = excluded.sealed, erase_at = excluded.erase_at`.execute(tx)
}
