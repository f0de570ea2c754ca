import type { Clock } from '../../../application/ports/clock.ts'
import type { PresentedToken, Sessions } from '../../../application/ports/sessions.ts'
import type { Session, Standing } from '../../../domain/session.ts'
import { refreshGraceMs } from '../../../domain/session.ts'
import type { User } from '../../../domain/user.ts'
import type { Awaited } from './event-writer.ts'
import { writeEvents } from './event-writer.ts'
import type { Store } from './store.ts'
import { statusOf } from './store.ts'

/** `Sessions` in memory. */
export const memorySessions = (store: Store, clock: Clock, awaited: Awaited): Sessions => ({
  async rotate(presented, decide) {
    const session = store.sessions.get(presented.sessionId)
    if (!session) return { kind: 'invalid_grant' }
    const now = clock.now()
    const standing = standingOf(store, session, presented)
    const userStatus = statusOf(store, session.userId)
    const rotation = decide({ session, standing, userStatus }, now)
    if (rotation.session) put(store, session, rotation.session)
    writeEvents(store, rotation.events, awaited, now)
    if (rotation.kind !== 'rotated') return { kind: 'invalid_grant' }
    return { kind: 'rotated', session: rotation.session, user: ownerOf(store, session) }
  },

  async holder({ sessionId, hash }) {
    const session = store.sessions.get(sessionId)
    const now = clock.now()
    if (!session || session.endedAt || now >= session.expiresAt) return undefined
    if (statusOf(store, session.userId) !== 'active') return undefined
    const justReplaced = hash === session.previous && isInGrace(session, now)
    return hash === session.current || justReplaced ? { sessionId, user: ownerOf(store, session) } : undefined
  },

  async end(id, proof, decide) {
    const session = store.sessions.get(id)
    if (!session) return
    if (proof && standingOf(store, session, { sessionId: id, hash: proof }) === 'foreign') return
    const now = clock.now()
    const ended = decide(session, now)
    put(store, session, ended.session)
    writeEvents(store, ended.events, awaited, now)
  },
})

function standingOf({ spentRefreshTokens }: Store, session: Session, { hash }: PresentedToken): Standing {
  if (hash === session.current) return 'current'
  if (hash === session.previous) return 'previous'
  return spentRefreshTokens.get(hash) === session.id ? 'older' : 'foreign'
}

function put({ sessions, spentRefreshTokens }: Store, before: Session, after: Session): void {
  if (before.previous && before.previous !== after.previous)
    spentRefreshTokens.set(before.previous, before.id)
  sessions.set(after.id, after)
}

function isInGrace({ rotatedAt }: Session, now: Date): boolean {
  return rotatedAt !== null && now.getTime() - rotatedAt.getTime() < refreshGraceMs
}

function ownerOf({ users }: Store, { id, userId }: Session): User {
  const user = users.get(userId)
  if (!user) throw new Error(`session ${id} belongs to nobody`)
  return user
}
