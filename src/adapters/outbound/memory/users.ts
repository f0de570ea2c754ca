import type { Clock } from '../../../application/ports/clock.ts'
import type { ChangedUser, Users } from '../../../application/ports/users.ts'
import type { Store } from './store.ts'
import { claimAnswers } from './unique-answers.ts'

/** `Users` in memory. */
export const memoryUsers = (store: Store, clock: Clock): Users => {
  const { users, sessions } = store
  return {
    async inSession(id, sessionId) {
      const session = sessions.get(sessionId)
      if (!session || session.userId !== id) return undefined
      return session.endedAt || clock.now() >= session.expiresAt ? undefined : users.get(id)
    },

    async change(id, decide) {
      const user = users.get(id)
      if (!user) return { kind: 'no_user' }
      const decided = decide(user)
      if (!isChange(decided)) return decided
      const taken = claimAnswers(store, id, decided.uniqueAnswers ?? [])
      if (taken) return taken
      users.set(id, decided.user)
      return decided
    },
  }
}

function isChange(decided: { kind: string }): decided is ChangedUser {
  return decided.kind === 'changed'
}
