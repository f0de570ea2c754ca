import { describe, expect, it } from 'vitest'
import type { SessionId } from '../../src/domain/ids.ts'
import type { RefreshTokenHash, Session, Standing } from '../../src/domain/session.ts'
import { end, refreshGraceMs, rotate as rotateFound } from '../../src/domain/session.ts'
import type { UserId } from '../../src/domain/user.ts'

const hash = (text: string) => text as RefreshTokenHash
const startedAt = new Date('2026-11-01T09:00:00Z')
const later = (ms: number) => new Date(startedAt.getTime() + ms)
const session: Session = {
  id: 'a session' as SessionId,
  userId: 'a user' as UserId,
  provider: 'kakao',
  current: hash('second'),
  previous: hash('first'),
  rotatedAt: startedAt,
  startedAt,
  expiresAt: later(3_600_000),
  endedAt: null,
}
const next = hash('third')
const rotate = (found: Session, standing: Standing, to: RefreshTokenHash, now: Date) =>
  rotateFound({ session: found, standing, userStatus: 'active' }, to, now)
const told = { userId: session.userId, sessionId: session.id }
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
    expect(rotate(session, 'current', next, now)).toEqual({
      kind: 'rotated',
      session: { ...session, previous: hash('second'), current: next, rotatedAt: now },
      events: [],
    })
  })

  it('shrugs at the immediate predecessor within ten seconds, and makes no second successor', () => {
    expect(refreshGraceMs).toBe(10_000)
    expect(rotate(session, 'previous', next, startedAt)).toEqual(refused)
    expect(rotate(session, 'previous', next, later(9_999))).toEqual(refused)
  })

  it('counts the grace from the rotation, by whichever clock was slow', () => {
    expect(rotate(session, 'previous', next, later(-50))).toEqual(refused)
  })

  it('ends the session when the predecessor turns up after the grace', () => {
    expect(rotate(session, 'previous', next, later(10_000))).toEqual(endedBy(later(10_000)))
  })

  it('ends the session at once when an older token turns up, grace or not', () => {
    expect(rotate(session, 'older', next, startedAt)).toEqual(endedBy(startedAt))
    expect(rotate(session, 'older', next, later(60_000))).toEqual(endedBy(later(60_000)))
  })

  it('does not let a token that we never issued end a session', () => {
    expect(rotate(session, 'foreign', next, later(60_000))).toEqual(refused)
  })

  const standings: Standing[] = ['current', 'previous', 'older', 'foreign']

  it.each(standings)(
    'answers a %s token of an expired session with a refusal that changes nothing',
    (standing) => {
      expect(rotate(session, standing, next, session.expiresAt)).toEqual(refused)
    },
  )

  it.each(standings)(
    'answers a %s token of an ended session with a refusal that tells nothing anew',
    (standing) => {
      expect(rotate({ ...session, endedAt: startedAt }, standing, next, later(60_000))).toEqual(refused)
    },
  )

  it.each(['blocked', 'withdrawn'] as const)('ends the session of a %s user (RT2)', (userStatus) => {
    const now = later(60_000)
    expect(rotateFound({ session, standing: 'current', userStatus }, next, now)).toEqual({
      kind: 'invalid_grant',
      session: { ...session, endedAt: now },
      events: [{ type: 'SessionRevoked', ...told }],
    })
  })

  it('rotates up to the last millisecond of the session', () => {
    expect(rotate(session, 'current', next, later(3_599_999)).kind).toBe('rotated')
  })

  it('knows no grace where nothing was rotated yet', () => {
    const fresh = { ...session, previous: null, rotatedAt: null }
    expect(rotate(fresh, 'previous', next, startedAt)).toMatchObject({ session: { endedAt: startedAt } })
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
