import type { Clock } from '../../../application/ports/clock.ts'
import type { Users } from '../../../application/ports/users.ts'
import type { User } from '../../../domain/user.ts'
import type { Store } from './store.ts'

/** `Users` in memory. */
export const memoryUsers = ({ users, sessions }: Store, clock: Clock): Users => ({
  async inSession(id, sessionId) {
    const session = sessions.get(sessionId)
    if (!session || session.userId !== id) return undefined
    return session.endedAt || clock.now() >= session.expiresAt ? undefined : users.get(id)
  },

  async change(id, decide) {
    const user = users.get(id)
    if (!user) return { kind: 'no_user' }
    const decided = decide(user)
    if (isChange(decided)) users.set(id, decided.user)
    return decided
  },
})

function isChange(decided: { kind: string }): decided is { kind: 'changed'; user: User } {
  return decided.kind === 'changed'
}
