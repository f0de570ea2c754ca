import type { SessionId } from '../../domain/ids.ts'
import type {
  Refreshing,
  RefreshTokenHash,
  Rotation,
  SealedAnswer,
  Session,
  SessionEnd,
} from '../../domain/session.ts'
import type { User, UserId } from '../../domain/user.ts'

/** A presented refresh token: the session it names and the proof. */
export type PresentedToken = { readonly sessionId: SessionId; readonly hash: RefreshTokenHash }

/** Who holds a refresh token, and what is known of the session it is for. */
export type Holder = Pick<Session, 'provider' | 'clientId' | 'startedAt'> & {
  readonly sessionId: SessionId
  readonly user: User
  /** False of the immediate predecessor in its grace. */
  readonly isCurrent: boolean
}

export type RotationOutcome =
  | { readonly kind: 'rotated' }
  /** What the predecessor was answered before; `null` when nothing is kept of it. */
  | { readonly kind: 'repeated'; readonly sealedAnswer: SealedAnswer | null }
  | { readonly kind: 'invalid_grant' }

/** Sessions with their chains of refresh tokens. Every change holds the session's row. */
export type Sessions = {
  /** Also a refusal is stored when it says that the session ended: reuse must outlive its error answer. */
  rotate(
    presented: PresentedToken,
    decide: (found: Refreshing, now: Date) => Rotation,
  ): Promise<RotationOutcome>
  /** Which active user's live session a current, or just replaced, refresh token is; nothing is used up. */
  holder(presented: PresentedToken): Promise<Holder | undefined>
  /** The live sessions of an active user, the one used last first. */
  ofUser(user: UserId): Promise<readonly Session[]>
  /**
   * Ends the session named, if `by` may: a token of its chain, the user it belongs to, or nobody in particular for
   * a verified caller. False when there is no such session for them.
   */
  end(
    id: SessionId,
    by: { readonly token: RefreshTokenHash } | { readonly user: UserId } | undefined,
    end: SessionEnd,
  ): Promise<boolean>
  /** Ends every session of a user but one, or but none; answers how many there were to end. */
  endAll(user: UserId, except: SessionId | null, end: SessionEnd): Promise<number>
  /** Erases answers whose grace is over, up to `limit`; answers how many. */
  eraseAnswers(limit: number): Promise<number>
  /** Removes sessions that ended or expired longer than `days` ago, with their spent tokens; answers how many. */
  prune(days: number): Promise<number>
}
