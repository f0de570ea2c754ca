import type { SessionId } from '../domain/ids.ts'
import { end } from '../domain/session.ts'
import type { RefreshTokens } from './ports/refresh-tokens.ts'
import type { Sessions } from './ports/sessions.ts'

/** Signs a device out, by its session or by any refresh token of it. Repeating it, or an unknown token, is fine. */
export const endSession =
  ({ sessions, refreshTokens }: { sessions: Sessions; refreshTokens: RefreshTokens }) =>
  async (by: { readonly sessionId: SessionId } | { readonly refreshToken: string }): Promise<void> => {
    if ('sessionId' in by) return sessions.end(by.sessionId, undefined, end)
    const token = refreshTokens.read(by.refreshToken)
    if (token) await sessions.end(token.sessionId, token.hash, end)
  }
