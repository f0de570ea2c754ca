import type { SessionId } from '../domain/ids.ts'
import { end } from '../domain/session.ts'
import type { UserId } from '../domain/user.ts'
import type { Sessions } from './ports/sessions.ts'

/** Signs a user out everywhere, or everywhere but in one session; answers how many ended. */
export const endAllSessions =
  ({ sessions }: { sessions: Sessions }) =>
  (user: UserId, { except }: { readonly except: SessionId | null }): Promise<number> =>
    sessions.endAll(user, except, end)
