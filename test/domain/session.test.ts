import { describe, expect, it } from 'vitest'
import type { SessionId } from '../../src/domain/ids.ts'
import type {
  RefreshTokenHash,
  SealedAnswer,
  Session,
  SessionPolicy,
  Standing,
} from '../../src/domain/session.ts'
import { end, rotate as rotateFound } from '../../src/domain/session.ts'
import type { UserId } from '../../src/domain/user.ts'

const hash = (text: string) => text as RefreshTokenHash
const startedAt = new Date('2026-11-01T09:00:00Z')
const later = (ms: number) => new Date(startedAt.getTime() + ms)
const session: Session = {
  id: 'a session' as SessionId,
  userId: 'a user' as UserId,
  provider: 'kakao',
  clientId: null,
  device: { userAgent: 'a browser', address: '192.0.2.1' },
  current: hash('second'),
  previous: hash('first'),
  rotatedAt: startedAt,
  startedAt,
  lastUsedAt: startedAt,
  lastAddress: '192.0.2.1',
  expiresAt: later(3_600_000),
  endedAt: null,
}
const next = hash('third')
const successor = { hash: next, address: '192.0.2.2', sealedAnswer: 'sealed' as SealedAnswer }
const policy: SessionPolicy = { refreshGraceMs: 10_000, idleTtlMs: null }
const rotate = (found: Session, standing: Standing, now: Date, by = policy) =>
  rotateFound({ session: found, standing, userStatus: 'active' }, successor, by, now)
const told = { userId: session.userId, sessionId: session.id }
const repeated = { kind: 'repeated', events: [] }
const refused = { kind: 'invalid_grant', events: [] }
const endedBy = (now: Date) => ({
  kind: 'invalid_grant',
  session: { ...session, endedAt: now },
  events: [
    { type: 'RefreshTokenReused', ...told },
    { type: 'SessionRevoked', ...told },
  ],
})

describe('rotate', () => {
  it('trades the current token for the next, which does not lengthen the session', () => {
    const now = later(60_000)
    expect(rotate(session, 'current', now)).toEqual({
      kind: 'rotated',
      session: {
        ...session,
        previous: hash('second'),
        current: next,
        rotatedAt: now,
        lastUsedAt: now,
        lastAddress: '192.0.2.2',
      },
      answer: { sealed: 'sealed', eraseAt: later(70_000) },
      events: [],
    })
  })

  it('repeats itself to the immediate predecessor within the grace, and makes no second successor', () => {
    expect(rotate(session, 'previous', startedAt)).toEqual(repeated)
    expect(rotate(session, 'previous', later(9_999))).toEqual(repeated)
  })

  it('counts the grace from the rotation, by whichever clock was slow', () => {
    expect(rotate(session, 'previous', later(-50))).toEqual(repeated)
  })

  it('ends the session when the predecessor turns up after the grace', () => {
    expect(rotate(session, 'previous', later(10_000))).toEqual(endedBy(later(10_000)))
  })

  it('ends the session at once when an older token turns up, grace or not', () => {
    expect(rotate(session, 'older', startedAt)).toEqual(endedBy(startedAt))
    expect(rotate(session, 'older', later(60_000))).toEqual(endedBy(later(60_000)))
  })

  it('does not let a token that we never issued end a session', () => {
    expect(rotate(session, 'foreign', later(60_000))).toEqual(refused)
  })

  const standings: Standing[] = ['current', 'previous', 'older', 'foreign']

  it.each(standings)(
    'answers a %s token of an expired session with a refusal that changes nothing',
    (standing) => {
      expect(rotate(session, standing, session.expiresAt)).toEqual(refused)
    },
  )

  it.each(standings)(
    'answers a %s token of an ended session with a refusal that tells nothing anew',
    (standing) => {
      expect(rotate({ ...session, endedAt: startedAt }, standing, later(60_000))).toEqual(refused)
    },
  )

  it.each(['blocked', 'withdrawn'] as const)('ends the session of a %s user (RT2)', (userStatus) => {
    const now = later(60_000)
    expect(rotateFound({ session, standing: 'current', userStatus }, successor, policy, now)).toEqual({
      kind: 'invalid_grant',
      session: { ...session, endedAt: now },
      events: [{ type: 'SessionRevoked', ...told }],
    })
  })

  it('rotates up to the last millisecond of the session', () => {
    expect(rotate(session, 'current', later(3_599_999)).kind).toBe('rotated')
  })

  it('knows no grace at all where it is set to none, not even by a slow clock', () => {
    const strict = { ...policy, refreshGraceMs: 0 }
    for (const now of [startedAt, later(-50)])
      expect(rotate(session, 'previous', now, strict)).toEqual(endedBy(now))
  })

  it('changes nothing for a token that nobody made a successor for', () => {
    const found = { session, standing: 'current', userStatus: 'active' } as const
    expect(rotateFound(found, undefined, policy, later(1))).toEqual(refused)
  })

  it('is over when nobody used it for the idle time (ASVS 7.3.1)', () => {
    const idle = { ...policy, idleTtlMs: 60_000 }
    expect(rotate(session, 'current', later(59_999), idle).kind).toBe('rotated')
    for (const standing of standings) expect(rotate(session, standing, later(60_000), idle)).toEqual(refused)
  })

  it('knows no grace where nothing was rotated yet', () => {
    const fresh = { ...session, previous: null, rotatedAt: null }
    expect(rotate(fresh, 'previous', startedAt)).toMatchObject({ session: { endedAt: startedAt } })
  })
})

describe('end', () => {
  it('revokes a session once', () => {
    const now = later(5)
    const ended = end(session, now)
    expect(ended).toEqual({
      session: { ...session, endedAt: now },
      events: [{ type: 'SessionRevoked', ...told }],
    })
    expect(end(ended.session, later(6))).toEqual({ session: ended.session, events: [] })
  })
})
