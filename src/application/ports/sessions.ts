import type { SessionId } from '../../domain/ids.ts'
import type { Refreshing, RefreshTokenHash, Rotation, Session, SessionEnd } from '../../domain/session.ts'
import type { User } from '../../domain/user.ts'

/** A presented refresh token: the session it names and the proof. */
export type PresentedToken = { readonly sessionId: SessionId; readonly hash: RefreshTokenHash }

export type Rotated = { readonly kind: 'rotated'; readonly session: Session; readonly user: User }

/** Sessions with their chains of refresh tokens. Every change holds the session's row. */
export type Sessions = {
  /** Also a refusal is stored when it says that the session ended: reuse must outlive its error answer. */
  rotate(
    presented: PresentedToken,
    decide: (found: Refreshing, now: Date) => Rotation,
  ): Promise<Rotated | { readonly kind: 'invalid_grant' }>
  /** Which active user's live session a current, or just replaced, refresh token is; nothing is used up. */
  holder(
    presented: PresentedToken,
  ): Promise<{ readonly sessionId: SessionId; readonly user: User } | undefined>
  /** Ends the session named, if `proof` is a token of its chain, or without one for a verified caller. */
  end(id: SessionId, proof: RefreshTokenHash | undefined, decide: SessionEnd): Promise<void>
}
