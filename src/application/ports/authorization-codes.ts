import type {
  AuthorizationCode,
  CodeHash,
  Redemption,
  SealedRefreshToken,
} from '../../domain/authorization-code.ts'
import type { AuthorizationRequest } from '../../domain/client.ts'
import type { SessionId } from '../../domain/ids.ts'
import type { Session, SessionEnd } from '../../domain/session.ts'

/** A code about to be kept, for a session that is. */
export type NewCode = {
  readonly hash: CodeHash
  readonly sessionId: SessionId
  readonly sealedRefreshToken: SealedRefreshToken
  readonly request: AuthorizationRequest
  readonly ttlSeconds: number
}

/** One-time codes that clients have been sent. */
export type AuthorizationCodes = {
  keep(code: NewCode): Promise<void>
  /**
   * Holds the code and its session while `decide` judges, and gives the sealed token away once: of any number of
   * racing redemptions one. Also a refusal is stored when it says that the session ended.
   */
  redeem(
    hash: CodeHash,
    decide: (code: AuthorizationCode, session: Session, now: Date) => Redemption,
  ): Promise<
    | { readonly kind: 'redeemed'; readonly sealedRefreshToken: SealedRefreshToken }
    | { readonly kind: 'invalid_grant' }
  >
  /** Ends up to `limit` sessions whose code expired before anybody redeemed it; answers how many codes went. */
  endUnredeemed(limit: number, end: SessionEnd): Promise<number>
}
