import type { Clock } from '../../../application/ports/clock.ts'
import type { ChangedUser, Users } from '../../../application/ports/users.ts'
import type { SessionPolicy } from '../../../domain/session.ts'
import { isOver } from '../../../domain/session.ts'
import type { User, UserStatus } from '../../../domain/user.ts'
import type { Awaited } from './event-writer.ts'
import { writeEvents } from './event-writer.ts'
import type { Store } from './store.ts'
import { statusOf } from './store.ts'
import { claimAnswers } from './unique-answers.ts'

/** `Users` in memory. */
export const memoryUsers = (store: Store, clock: Clock, policy: SessionPolicy, awaited: Awaited): Users => ({
  async inSession(id, sessionId) {
    const session = store.sessions.get(sessionId)
    if (!session || session.userId !== id || statusOf(store, id) !== 'active') return undefined
    return isOver(session, policy, clock.now()) ? undefined : store.users.get(id)
  },

  async providersOfEmail(email) {
    const isHolder = (user: User | undefined) =>
      user?.emailVerified === true && user.email === email && statusOf(store, user.id) === 'active'
    const theirs = [...store.identities.values()].filter(
      ({ userId }) => userId !== null && isHolder(store.users.get(userId)),
    )
    return [...new Set(theirs.map(({ provider }) => provider))].sort()
  },

  async change(id, decide) {
    const user = store.users.get(id)
    if (!user) return { kind: 'no_user' }
    const decided = decide(user)
    if (!isChange(decided)) return decided
    const taken = claimAnswers(store, id, decided.uniqueAnswers ?? [])
    if (taken) return taken
    store.users.set(id, decided.user)
    return decided
  },

  async changeStatus(id, decide, end) {
    if (!store.users.has(id)) return { kind: 'no_user' }
    const decided = decide(statusOf(store, id))
    if (!isStatusChange(decided)) return decided
    const { status } = decided
    const now = clock.now()
    const live = [...store.sessions.values()].filter(({ userId, endedAt }) => userId === id && !endedAt)
    const ends = live.map((session) => end(session, now))
    if (status === 'active') store.inactiveUsers.delete(id)
    else store.inactiveUsers.set(id, status)
    for (const { session, events } of ends) {
      store.sessions.set(session.id, session)
      writeEvents(store, events, awaited, now)
    }
    return { ...decided, endedSessions: ends.length }
  },
})

function isStatusChange(decided: {
  kind: string
}): decided is { readonly kind: 'changed'; readonly status: UserStatus } {
  return decided.kind === 'changed'
}

function isChange(decided: { kind: string }): decided is ChangedUser {
  return decided.kind === 'changed'
}
