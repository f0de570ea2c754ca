import { describe, expect, it } from 'vitest'
import { ageOn, checkAge, dayInSeoul } from '../../src/domain/age.ts'
import { builtinFields } from '../../src/domain/field.ts'
import { planOnboarding } from '../../src/domain/onboarding.ts'
import type { OpenSignup } from '../../src/domain/pending-signup.ts'
import { save } from '../../src/domain/signup-answers.ts'
import { openSignup } from '../../src/domain/signup-opening.ts'

describe('ageOn', () => {
  it.each([
    ['2012-11-23', '2026-11-22', 13],
    ['2012-11-23', '2026-11-23', 14],
    ['2000-02-29', '2014-02-28', 13],
    ['2000-02-29', '2014-03-01', 14],
    ['2000-02-29', '2016-02-28', 15],
    ['2000-02-29', '2016-02-29', 16],
    ['2000-01-01', '2000-12-31', 0],
  ])('of who was born on %s is on %s %i', (birthDate, today, age) => {
    expect(ageOn(birthDate, today)).toBe(age)
  })
})

describe('checkAge', () => {
  it('begins a birthday at midnight in Seoul', () => {
    const [before, after] = [new Date('2026-11-22T14:59:59.999Z'), new Date('2026-11-22T15:00:00Z')]
    expect([dayInSeoul(before), dayInSeoul(after)]).toEqual(['2026-11-22', '2026-11-23'])
    expect(checkAge('2012-11-23', 14, before)).toEqual({ kind: 'under_age' })
    expect(checkAge('2012-11-23', 14, after)).toEqual({ kind: 'old_enough' })
  })

  it.each([
    ['2026-11-24', 'in_the_future'],
    ['1899-12-31', 'too_early'],
    ['2011-02-29', 'not_a_date'],
    ['2011-02-30', 'not_a_date'],
    ['2011-13-01', 'not_a_date'],
    ['11-02-03', 'not_a_date'],
    ['+002011-02-03', 'not_a_date'],
    ['２０１１-02-03', 'not_a_date'],
    ['', 'not_a_date'],
  ])('calls %j wrong, as %s', (birthDate, code) => {
    const now = new Date('2026-11-23T00:00:00Z')
    expect(checkAge(birthDate, 14, now)).toMatchObject({
      kind: 'wrong',
      error: { field: 'birth_date', code },
    })
  })
})

describe('a signup that asks for age', () => {
  const now = new Date('2026-11-23T00:00:00Z')
  const plan = planOnboarding([], { steps: ['age', 'profile'], fields: builtinFields, minimumAge: 14 })
  const newcomer = { identityId: 'who' as OpenSignup['identityId'], provider: 'kakao' as const }
  const { signup } = openSignup('signup' as OpenSignup['id'], newcomer, plan, 3_600, now)

  it('asks for it before anything else', () => {
    expect(save(signup, { profile: { nickname: '길동' } }, now)).toEqual({
      kind: 'onboarding_incomplete',
      steps: ['age'],
    })
  })

  it('ends at once for who is too young, and its event tells nothing of the person', () => {
    expect(save(signup, { profile: { nickname: '길동' }, birthDate: '2013-01-01' }, now)).toEqual({
      kind: 'ended',
      signup: { status: 'rejected', id: signup.id, identityId: 'who' },
      events: [{ type: 'PendingSignupRejected', signupId: signup.id, identityId: 'who' }],
    })
  })

  it('goes on for who is old enough, and does not keep the date', () => {
    const saved = save(signup, { profile: {}, birthDate: '2000-02-29' }, now)
    if (saved.kind !== 'kept') throw new Error(saved.kind)
    expect(saved.signup.answers).toEqual({ profile: {}, agreedTerms: [], oldEnough: true })
    expect(save(saved.signup, { profile: { nickname: '길동' } }, now).kind).toBe('kept')
  })
})
