import { describe, expect, it } from 'vitest'
import type { User, UserId } from '../../src/domain/user.ts'
import { block, changeProfile, unblock } from '../../src/domain/user.ts'

const user: User = {
  id: 'a user' as UserId,
  nickname: '길동',
  email: 'gildong@example.com',
  emailVerified: true,
  createdAt: new Date('2026-11-01T09:00:00Z'),
  profile: {},
}

describe('changeProfile', () => {
  it('changes what is sent and leaves the rest', () => {
    expect(changeProfile(user, { nickname: ' 활빈당 ' })).toEqual({
      kind: 'changed',
      user: { ...user, nickname: '활빈당' },
      uniqueAnswers: [],
    })
    expect(changeProfile(user, {})).toEqual({ kind: 'changed', user, uniqueAnswers: [] })
  })

  it('trusts another e-mail no more than whoever typed it', () => {
    expect(changeProfile(user, { email: 'other@example.com' })).toEqual({
      kind: 'changed',
      user: { ...user, email: 'other@example.com', emailVerified: false },
      uniqueAnswers: [],
    })
  })

  it('goes on trusting the same e-mail, and does not begin to', () => {
    expect(changeProfile(user, { email: 'gildong@example.com' })).toMatchObject({
      user: { emailVerified: true },
    })
    expect(changeProfile({ ...user, emailVerified: false }, { email: 'gildong@example.com' })).toMatchObject({
      user: { emailVerified: false },
    })
  })

  it('changes nothing when one answer is wrong', () => {
    expect(changeProfile(user, { nickname: '활빈당', email: 'no' })).toEqual({
      kind: 'invalid_profile',
      errors: [{ field: 'email', code: 'not_an_email', detail: expect.any(String) }],
    })
  })
})

describe('block and unblock', () => {
  it('move between active and blocked, however often, and bring nobody back who has left', () => {
    for (const status of ['active', 'blocked'] as const) {
      expect(block(status)).toEqual({ kind: 'changed', status: 'blocked' })
      expect(unblock(status)).toEqual({ kind: 'changed', status: 'active' })
    }
    expect([block('withdrawn'), unblock('withdrawn')]).toEqual([
      { kind: 'user_withdrawn' },
      { kind: 'user_withdrawn' },
    ])
  })
})
