import type { Selectable, SqlBool } from 'kysely'
import { sql } from 'kysely'
import type { ProviderName } from '../../../domain/identity.ts'
import type { SessionId } from '../../../domain/ids.ts'
import type {
  RefreshTokenHash,
  SealedAnswer,
  Session,
  SessionEnd,
  SessionPolicy,
  Standing,
} from '../../../domain/session.ts'
import type { UserId, UserStatus } from '../../../domain/user.ts'
import type { Tx } from './database.ts'
import { timeOf } from './database.ts'
import type { Awaited } from './event-writer.ts'
import { writeEvents } from './event-writer.ts'
import type { Schema } from './schema.ts'

type SessionRow = Selectable<Schema['sessions']>

/** Of `sessions` joined with `users`: what `isOver` says of a session, by the database's own clock. */
export const isLive = ({ idleTtlMs }: SessionPolicy) => sql<SqlBool>`users.status = 'active'
  and sessions.ended_at is null and sessions.expires_at > now()
  and (${idleTtlMs}::float8 is null or sessions.last_used_at > now() - ${idleTtlMs} * interval '1 millisecond')`

/** What `isInGrace` says of a session. */
export const isGracious = ({ refreshGraceMs }: SessionPolicy) =>
  sql<SqlBool>`(${refreshGraceMs}::float8 > 0 and rotated_at > now() - ${refreshGraceMs} * interval '1 millisecond')`

/**
 * Holds a session, and tells the time of the transaction. The user is read and not held: whoever blocks one ends
 * the sessions too, and so waits for us, or is seen here by the session's end.
 */
export async function lockSession(
  tx: Tx,
  id: SessionId,
): Promise<{ session: Session; userStatus: UserStatus; now: Date } | undefined> {
  const { rows } = await sql<SessionRow & { status: UserStatus; now: Date }>`/* lock-session */
    select sessions.id, user_id, provider, client_id, user_agent, address, refresh_token_hash,
      previous_refresh_token_hash, rotated_at, started_at, last_used_at, last_address, expires_at, ended_at,
      users.status, now() as now
    from sessions join users on users.id = user_id
    where sessions.id = ${id} for update of sessions`.execute(tx)
  const [row] = rows
  return row && { session: toSession(row), userStatus: row.status, now: row.now }
}

/** Spent tokens are looked up once the session is held, in a statement that sees who held it before. */
export async function standingOf(
  tx: Tx,
  session: Session,
  { hash }: { hash: RefreshTokenHash },
): Promise<Standing> {
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

export async function storedAnswer(tx: Tx, id: SessionId): Promise<SealedAnswer | null> {
  const row = await tx
    .selectFrom('refresh_answers')
    .select('sealed')
    .where('session_id', '=', id)
    .executeTakeFirst()
  return row?.sealed ?? null
}

/** Ends every session of a user, or those begun by one provider, but for one; answers how many there were to end. */
export async function endSessionsOf(
  tx: Tx,
  user: UserId,
  { except = null, begunBy = null, end }: SessionsToEnd,
  awaited: Awaited,
): Promise<number> {
  const rows = await tx
    .selectFrom('sessions')
    .selectAll()
    .where('user_id', '=', user)
    .where('ended_at', 'is', null)
    .where(sql<SqlBool>`id is distinct from ${except} and provider = coalesce(${begunBy}, provider)`)
    // Always in one order: two that lock the same rows wait for each other instead of for ever.
    .orderBy('id')
    .forUpdate()
    .execute()
  if (rows.length === 0) return 0
  const now = await timeOf(tx)
  const ended = rows.map((row) => end(toSession(row), now))
  const ids = rows.map(({ id }) => id)
  await tx.updateTable('sessions').set({ ended_at: now }).where('id', 'in', ids).execute()
  const events = ended.flatMap((each) => each.events)
  await writeEvents(tx, events, awaited)
  return rows.length
}

type SessionsToEnd = {
  readonly except?: SessionId | null
  readonly begunBy?: ProviderName | null
  readonly end: SessionEnd
}

/** A row of `sessions` as the domain knows it. */
export function toSession(row: SessionRow): Session {
  return {
    id: row.id,
    userId: row.user_id,
    provider: row.provider,
    clientId: row.client_id,
    device: { userAgent: row.user_agent, address: row.address },
    current: row.refresh_token_hash,
    previous: row.previous_refresh_token_hash,
    rotatedAt: row.rotated_at,
    startedAt: row.started_at,
    lastUsedAt: row.last_used_at,
    lastAddress: row.last_address ?? row.address,
    expiresAt: row.expires_at,
    endedAt: row.ended_at,
  }
}
