import type { Brand } from './brand.ts'
import type { ClientId } from './client.ts'
import type { DomainEvent } from './events.ts'
import type { ProviderName } from './identity.ts'
import type { SessionId } from './ids.ts'
import type { UserId, UserStatus } from './user.ts'

/** Opaque, 256 bits; only ever in the hands of the person it was given to. */
export type RefreshToken = Brand<string, 'RefreshToken'>

/** SHA-256 of a refresh token, base64url: what we keep of it. */
export type RefreshTokenHash = Brand<string, 'RefreshTokenHash'>

/** The answer to a refresh, which the refresh token that asked for it opens and nothing else. */
export type SealedAnswer = Brand<string, 'SealedAnswer'>

/** Where a session was started from, for the person to recognise it. */
export type Device = { readonly userAgent: string | null; readonly address: string }

/** For how long refresh tokens are good, besides the absolute end of their session. */
export type SessionPolicy = {
  /** In which the immediate predecessor is answered as it was before, and not taken for stolen. */
  readonly refreshGraceMs: number
  /** After which a session that nobody refreshed is over; `null`: never. */
  readonly idleTtlMs: number | null
}

/** One login on one device, with its chain of refresh tokens. `expiresAt` is absolute. */
export type Session = {
  readonly id: SessionId
  readonly userId: UserId
  readonly provider: ProviderName
  /** Whose tokens these are; `null` is our own pages and API. */
  readonly clientId: ClientId | null
  readonly device: Device
  readonly current: RefreshTokenHash
  readonly previous: RefreshTokenHash | null
  readonly rotatedAt: Date | null
  readonly startedAt: Date
  /** The login or the last refresh, and the address that it came from. */
  readonly lastUsedAt: Date
  readonly lastAddress: string
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

/** The successor that was made ready for a token which was current when it was looked at. */
export type Successor = {
  readonly hash: RefreshTokenHash
  /** Where the refresh comes from. */
  readonly address: string
  readonly sealedAnswer: SealedAnswer
}

export type Rotation =
  | {
      readonly kind: 'rotated'
      readonly session: Session
      /** To be told again until `eraseAt`. */
      readonly answer: { readonly sealed: SealedAnswer; readonly eraseAt: Date }
      readonly events: readonly []
    }
  /** The answer of the rotation before is to be told again. */
  | { readonly kind: 'repeated'; readonly events: readonly [] }
  | { readonly kind: 'invalid_grant'; readonly session?: Session; readonly events: readonly DomainEvent[] }

const refusal: Rotation = { kind: 'invalid_grant', events: [] }

/**
 * Gives a session its next refresh token (RFC 9700 4.14.2). Within the grace the immediate predecessor is answered
 * as before; any other token that was rotated away ends the session. That refusal is news, and is stored although
 * the answer is an error, as is the end of a session whose user may no longer be here.
 */
export function rotate(
  { session, standing, userStatus }: Refreshing,
  successor: Successor | undefined,
  policy: SessionPolicy,
  now: Date,
): Rotation {
  if (standing === 'foreign' || isOver(session, policy, now)) return refusal
  if (userStatus !== 'active') return { kind: 'invalid_grant', ...end(session, now) }
  if (standing === 'current') return successor ? succeed(session, successor, policy, now) : refusal
  if (standing === 'previous' && isInGrace(session, policy, now)) return { kind: 'repeated', events: [] }
  const ended = end(session, now)
  const { userId, id: sessionId } = session
  return {
    kind: 'invalid_grant',
    session: ended.session,
    events: [{ type: 'RefreshTokenReused', userId, sessionId }, ...ended.events],
  }
}

function succeed(
  session: Session,
  { hash, address, sealedAnswer }: Successor,
  { refreshGraceMs }: SessionPolicy,
  now: Date,
): Rotation {
  const used = { lastUsedAt: now, lastAddress: address }
  return {
    kind: 'rotated',
    session: { ...session, ...used, previous: session.current, current: hash, rotatedAt: now },
    answer: { sealed: sealedAnswer, eraseAt: new Date(now.getTime() + refreshGraceMs) },
    events: [],
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

/** Whether a session is ended, expired or idle for too long (ASVS 7.3.1, 7.3.2). */
export function isOver(session: Session, { idleTtlMs }: SessionPolicy, now: Date): boolean {
  if (session.endedAt || now >= session.expiresAt) return true
  return idleTtlMs !== null && now.getTime() - session.lastUsedAt.getTime() >= idleTtlMs
}

/** Whether the predecessor of the current token is still answered as before. Without a grace it never is. */
export function isInGrace({ rotatedAt }: Session, { refreshGraceMs }: SessionPolicy, now: Date): boolean {
  if (refreshGraceMs === 0 || rotatedAt === null) return false
  return now.getTime() - rotatedAt.getTime() < refreshGraceMs
}
