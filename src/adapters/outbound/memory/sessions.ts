import type { Clock } from '../../../application/ports/clock.ts'
import type { Sessions } from '../../../application/ports/sessions.ts'
import type { RefreshTokenHash, Session, SessionPolicy, Standing } from '../../../domain/session.ts'
import { isInGrace, isOver } from '../../../domain/session.ts'
import type { User } from '../../../domain/user.ts'
import type { Awaited } from './event-writer.ts'
import { writeEvents } from './event-writer.ts'
import type { Store } from './store.ts'
import { statusOf } from './store.ts'

const dayMs = 86_400_000

/** `Sessions` in memory. */
export const memorySessions = (
  store: Store,
  clock: Clock,
  policy: SessionPolicy,
  awaited: Awaited,
): Sessions => {
  const isLive = (session: Session) =>
    !isOver(session, policy, clock.now()) && statusOf(store, session.userId) === 'active'
  const endNow = (session: Session, end: Parameters<Sessions['end']>[2]) => {
    const ended = end(session, clock.now())
    store.sessions.set(session.id, ended.session)
    writeEvents(store, ended.events, awaited, clock.now())
  }
  return {
    async rotate(presented, decide) {
      const session = store.sessions.get(presented.sessionId)
      if (!session) return { kind: 'invalid_grant' }
      const [now, userStatus] = [clock.now(), statusOf(store, session.userId)]
      const rotation = decide(
        { session, standing: standingOf(store, session, presented.hash), userStatus },
        now,
      )
      if (rotation.kind === 'repeated')
        return { kind: 'repeated', sealedAnswer: store.refreshAnswers.get(session.id)?.sealed ?? null }
      if (rotation.session) put(store, session, rotation.session)
      if (rotation.kind === 'rotated') store.refreshAnswers.set(session.id, rotation.answer)
      writeEvents(store, rotation.events, awaited, now)
      return { kind: rotation.kind }
    },

    async holder({ sessionId, hash }) {
      const session = store.sessions.get(sessionId)
      if (!session || !isLive(session)) return undefined
      const isCurrent = hash === session.current
      const isPrevious = hash === session.previous && isInGrace(session, policy, clock.now())
      if (!isCurrent && !isPrevious) return undefined
      const { provider, clientId, startedAt } = session
      return { sessionId, user: ownerOf(store, session), provider, clientId, startedAt, isCurrent }
    },

    async ofUser(user) {
      const own = [...store.sessions.values()].filter((session) => session.userId === user && isLive(session))
      return own.sort((a, b) => b.lastUsedAt.getTime() - a.lastUsedAt.getTime() || (a.id < b.id ? -1 : 1))
    },

    async end(id, by, end) {
      const session = store.sessions.get(id)
      if (!session || (by && 'user' in by && by.user !== session.userId)) return false
      if (by && 'token' in by && standingOf(store, session, by.token) === 'foreign') return false
      endNow(session, end)
      return true
    },

    async endAll(user, except, end) {
      const live = [...store.sessions.values()].filter(
        ({ id, userId, endedAt }) => userId === user && id !== except && !endedAt,
      )
      for (const session of live) endNow(session, end)
      return live.length
    },

    async eraseAnswers(limit) {
      const due = [...store.refreshAnswers]
        .filter(([, { eraseAt }]) => eraseAt <= clock.now())
        .slice(0, limit)
      for (const [id] of due) store.refreshAnswers.delete(id)
      return due.length
    },

    async prune(days) {
      const before = clock.now().getTime() - days * dayMs
      const over = [...store.sessions.values()].filter(({ endedAt, expiresAt }) => {
        return Math.min(endedAt?.getTime() ?? Number.POSITIVE_INFINITY, expiresAt.getTime()) < before
      })
      for (const { id } of over) remove(store, id)
      return over.length
    },
  }
}

function remove(store: Store, id: Session['id']): void {
  const { sessions, refreshAnswers, spentRefreshTokens, authorizationCodes } = store
  sessions.delete(id)
  refreshAnswers.delete(id)
  for (const [hash, of] of spentRefreshTokens) if (of === id) spentRefreshTokens.delete(hash)
  for (const [hash, { sessionId }] of authorizationCodes)
    if (sessionId === id) authorizationCodes.delete(hash)
}

function standingOf({ spentRefreshTokens }: Store, session: Session, hash: RefreshTokenHash): Standing {
  if (hash === session.current) return 'current'
  if (hash === session.previous) return 'previous'
  return spentRefreshTokens.get(hash) === session.id ? 'older' : 'foreign'
}

function put({ sessions, spentRefreshTokens }: Store, before: Session, after: Session): void {
  if (before.previous && before.previous !== after.previous)
    spentRefreshTokens.set(before.previous, before.id)
  sessions.set(after.id, after)
}

function ownerOf({ users }: Store, { id, userId }: Session): User {
  const user = users.get(userId)
  if (!user) throw new Error(`session ${id} belongs to nobody`)
  return user
}
