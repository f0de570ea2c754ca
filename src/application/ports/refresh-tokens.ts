import type { SessionId } from '../../domain/ids.ts'
import type { RefreshToken, RefreshTokenHash } from '../../domain/session.ts'

export type MintedRefreshToken = {
  readonly sessionId: SessionId
  readonly token: RefreshToken
  readonly hash: RefreshTokenHash
}

/** Opaque tokens that name their session and prove it with 256 random bits. */
export type RefreshTokens = {
  /** The first token of a new session. */
  start(): MintedRefreshToken
  /** Another token of a session. */
  next(sessionId: SessionId): MintedRefreshToken
  /** The session that a presented token names, and the hash to compare; `undefined` when it has not our shape. */
  read(presented: string): { readonly sessionId: SessionId; readonly hash: RefreshTokenHash } | undefined
}
