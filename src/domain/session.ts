import type { Brand } from './brand.ts'
import type { DomainEvent } from './events.ts'
import type { ProviderName } from './identity.ts'
import type { SessionId } from './ids.ts'
import type { UserId, UserStatus } from './user.ts'

/** Opaque, 256 bits; only ever in the hands of the person it was given to. */
export type RefreshToken = Brand<string, 'RefreshToken'>

/** SHA-256 of a refresh token, base64url: what we keep of it. */
export type RefreshTokenHash = Brand<string, 'RefreshTokenHash'>

/** Milliseconds in which the immediate predecessor may turn up again without ending the session. */
export const refreshGraceMs = 10_000

/** Where a session was started from, for the person to recognise it. */
export type Device = { readonly userAgent: string | null; readonly address: string }

/** One login on one device, with its chain of refresh tokens. `expiresAt` is absolute. */
export type Session = {
  readonly id: SessionId
  readonly userId: UserId
  readonly provider: ProviderName
  readonly current: RefreshTokenHash
  readonly previous: RefreshTokenHash | null
  readonly rotatedAt: Date | null
  readonly startedAt: Date
  readonly expiresAt: Date
  readonly endedAt: Date | null
}

/** How a presented token stands in its session's chain; `foreign` was never issued by us. */
export type Standing = 'current' | 'previous' | 'older' | 'foreign'

/** What a refresh is decided by. */
export type Refreshing = {
  readonly session: Session
  readonly standing: Standing
  readonly userStatus: UserStatus
}

export type Rotation =
  | { readonly kind: 'rotated'; readonly session: Session; readonly events: readonly [] }
  | { readonly kind: 'invalid_grant'; readonly session?: Session; readonly events: readonly DomainEvent[] }

/**
 * Gives a session its next refresh token (RFC 9700 4.14.2). A token that was rotated away longer than the
 * grace ago ends the session: that refusal is news, and is stored although the answer is an error.
 */
export function rotate(
  { session, standing, userStatus }: Refreshing,
  next: RefreshTokenHash,
  now: Date,
): Rotation {
  if (session.endedAt || now >= session.expiresAt || standing === 'foreign')
    return { kind: 'invalid_grant', events: [] }
  if (userStatus !== 'active') return { kind: 'invalid_grant', ...end(session, now) }
  if (standing === 'current') {
    return {
      kind: 'rotated',
      session: { ...session, previous: session.current, current: next, rotatedAt: now },
      events: [],
    }
  }
  if (standing === 'previous' && isInGrace(session, now)) return { kind: 'invalid_grant', events: [] }
  const told = { userId: session.userId, sessionId: session.id }
  return {
    kind: 'invalid_grant',
    session: { ...session, endedAt: now },
    events: [
      { type: 'RefreshTokenReused', ...told },
      { type: 'SessionRevoked', ...told },
    ],
  }
}

/** A session and what is told of its end. */
export type SessionEnd = (
  session: Session,
  now: Date,
) => { readonly session: Session; readonly events: readonly DomainEvent[] }

/** Ends a session; doing so again changes nothing. */
export function end(session: Session, now: Date): ReturnType<SessionEnd> {
  if (session.endedAt) return { session, events: [] }
  return {
    session: { ...session, endedAt: now },
    events: [{ type: 'SessionRevoked', userId: session.userId, sessionId: session.id }],
  }
}

function isInGrace(session: Session, now: Date): boolean {
  return session.rotatedAt !== null && now.getTime() - session.rotatedAt.getTime() < refreshGraceMs
}
