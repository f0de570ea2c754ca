import type { SessionId } from '../domain/ids.ts'
import { end } from '../domain/session.ts'
import type { UserId } from '../domain/user.ts'
import type { RefreshTokens } from './ports/refresh-tokens.ts'
import type { Sessions } from './ports/sessions.ts'

/** By its id for a caller who has proved to be in it, by any refresh token of it, or by the user it belongs to. */
export type EndingSession =
  | { readonly sessionId: SessionId; readonly userId?: UserId }
  | { readonly refreshToken: string }

/** Signs a device out; repeating it is fine. False when there is no such session for whoever asks. */
export const endSession =
  ({ sessions, refreshTokens }: { sessions: Sessions; refreshTokens: RefreshTokens }) =>
  async (by: EndingSession): Promise<boolean> => {
    if ('sessionId' in by) return sessions.end(by.sessionId, by.userId && { user: by.userId }, end)
    const token = refreshTokens.read(by.refreshToken)
    return token !== undefined && sessions.end(token.sessionId, { token: token.hash }, end)
  }
