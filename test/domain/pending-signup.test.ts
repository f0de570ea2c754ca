import { describe, expect, it } from 'vitest'
import type { IdentityId } from '../../src/domain/identity.ts'
import type { SignupId } from '../../src/domain/ids.ts'
import { planOnboarding, progress } from '../../src/domain/onboarding.ts'
import type { OpenSignup, SentAnswers } from '../../src/domain/pending-signup.ts'
import { save } from '../../src/domain/signup-answers.ts'
import { complete } from '../../src/domain/signup-completion.ts'
import { abandon, expire } from '../../src/domain/signup-endings.ts'
import { openSignup } from '../../src/domain/signup-opening.ts'
import type { TermsId, TermsVersion } from '../../src/domain/terms.ts'
import type { UserId } from '../../src/domain/user.ts'

const document = (id: string, required: boolean): TermsVersion => ({
  id: id as TermsId,
  version: '2026-11-01',
  hash: `hash of ${id}`,
  required,
})
const onboarding = planOnboarding([document('tos', true), document('privacy', true), document('ads', false)])
const id = 'a signup' as SignupId
const identityId = 'an identity' as IdentityId
const openedAt = new Date('2026-11-01T09:00:00Z')
const expiresAt = new Date('2026-11-01T10:00:00Z')
const { signup, events } = openSignup(id, { identityId, provider: 'kakao' }, onboarding, 3_600, openedAt)
const good: SentAnswers = { profile: { nickname: '길동' }, agreedTerms: ['tos', 'privacy'] }
const made = { userId: 'a user' as UserId, verifiedEmail: 'gildong@example.com' }

const kept = (sent: SentAnswers, before = signup): OpenSignup => {
  const saved = save(before, sent, openedAt)
  if (saved.kind !== 'kept') throw new Error(`not kept: ${saved.kind}`)
  return saved.signup
}
const completed = (sent: SentAnswers, before = signup) => {
  const outcome = complete(before, sent, made, openedAt)
  if (outcome.kind !== 'completed') throw new Error(`not completed: ${outcome.kind}`)
  return outcome
}

describe('openSignup', () => {
  it('asks a newcomer everything and knows nothing of them', () => {
    expect(signup).toEqual({
      status: 'open',
      id,
      identityId,
      provider: 'kakao',
      onboarding,
      answers: { profile: {}, agreedTerms: [] },
      version: 0,
      openedAt,
      expiresAt,
    })
    expect(events).toEqual([{ type: 'PendingSignupOpened', signupId: id, identityId }])
  })
})

describe('save', () => {
  it('keeps part of the answers, and more of them later', () => {
    const later = kept({ profile: { email: 'a@example.com' } }, kept({ profile: { nickname: '길동' } }))
    expect(later.answers.profile).toEqual({ nickname: '길동', email: 'a@example.com' })
  })

  it('lets null take an answer back', () => {
    expect(kept({ profile: { nickname: null } }, kept(good)).answers.profile).toEqual({})
  })

  it('replaces the agreed terms when terms are sent, and leaves them when none are', () => {
    const agreed = kept(good)
    expect(kept({ profile: {} }, agreed).answers.agreedTerms).toEqual(['tos', 'privacy'])
    expect(kept({ profile: {}, agreedTerms: ['ads'] }, agreed).answers.agreedTerms).toEqual(['ads'])
    expect(kept({ profile: {}, agreedTerms: [] }, agreed).answers.agreedTerms).toEqual([])
  })

  it('counts an agreement once, however often it is sent', () => {
    expect(kept({ profile: {}, agreedTerms: ['tos', 'tos'] }).answers.agreedTerms).toEqual(['tos'])
  })

  it('keeps nothing when one answer is wrong, and tells of every wrong one', () => {
    const sent = { profile: { nickname: '', email: 'a@example.com' }, agreedTerms: ['tos', 'cookies'] }
    expect(save(signup, sent, openedAt)).toEqual({
      kind: 'invalid_profile',
      errors: [
        { field: 'nickname', code: 'too_short', detail: expect.any(String) },
        {
          field: 'agreed_terms',
          code: 'unknown_terms',
          detail: expect.stringContaining('tos, privacy, ads'),
        },
      ],
    })
  })

  it('keeps until the last millisecond', () => {
    expect(save(signup, good, new Date(expiresAt.getTime() - 1)).kind).toBe('kept')
    expect(save(signup, good, expiresAt)).toEqual({ kind: 'signup_expired' })
  })
})

describe('complete', () => {
  it('makes a user of a newcomer, with their consents as evidence', () => {
    const { signup: done, events: told } = completed(good)
    const user = {
      id: made.userId,
      nickname: '길동',
      email: null,
      emailVerified: false,
      createdAt: openedAt,
      profile: {},
    }
    const consents = onboarding.terms.slice(0, 2).map(({ required: _, ...terms }) => ({
      terms,
      action: 'given',
      at: openedAt,
      source: 'signup',
      locale: null,
      device: null,
    }))
    expect(done).toEqual({ status: 'completed', id, identityId, user, consents, uniqueAnswers: [] })
    expect(told).toEqual([{ type: 'SignupCompleted', signupId: id, identityId, userId: made.userId }])
  })

  it('does not ask again for what was kept, and adds the terms sent now', () => {
    const before = kept({ profile: { nickname: '길동' }, agreedTerms: ['tos'] })
    const { consents, user } = completed({ profile: {}, agreedTerms: ['privacy', 'ads'] }, before).signup
    expect(user.nickname).toBe('길동')
    expect(consents.map(({ terms }) => terms.id)).toEqual(['tos', 'privacy', 'ads'])
  })

  it('takes an answer sent now before one kept earlier', () => {
    expect(completed({ profile: { nickname: '활빈당' } }, kept(good)).signup.user.nickname).toBe('활빈당')
  })

  it.each<[string, SentAnswers, string[]]>([
    ['nothing', { profile: {} }, ['terms', 'profile']],
    ['no nickname', { profile: {}, agreedTerms: ['tos', 'privacy'] }, ['profile']],
    ['a nickname taken back', { profile: { nickname: null }, agreedTerms: ['tos', 'privacy'] }, ['profile']],
    ['one of two required terms', { profile: { nickname: '길동' }, agreedTerms: ['tos', 'ads'] }, ['terms']],
    ['an e-mail alone', { profile: { email: 'a@example.com' } }, ['terms', 'profile']],
  ])('lists the steps left to whoever sends %s', (_, sent, steps) => {
    expect(complete(signup, sent, made, openedAt)).toEqual({ kind: 'onboarding_incomplete', steps })
  })

  it('calls an e-mail verified only when the provider vouches for that very address', () => {
    const userWith = (email: string, verifiedEmail: string | null) => {
      const sent = { ...good, profile: { nickname: '길동', email } }
      const outcome = complete(signup, sent, { ...made, verifiedEmail }, openedAt)
      return outcome.kind === 'completed' && outcome.signup.user
    }
    expect(userWith('gildong@example.com', 'gildong@example.com')).toMatchObject({ emailVerified: true })
    expect(userWith('other@example.com', 'gildong@example.com')).toMatchObject({ emailVerified: false })
    expect(userWith('Gildong@example.com', 'gildong@example.com')).toMatchObject({ emailVerified: false })
    expect(userWith('gildong@example.com', null)).toMatchObject({ emailVerified: false })
  })

  it('does not take over the e-mail that the provider told: a person gives it or does not', () => {
    expect(completed(good).signup.user).toMatchObject({ email: null, emailVerified: false })
  })

  it('refuses wrong answers before it counts the steps', () => {
    expect(complete(signup, { profile: { nickname: '' } }, made, openedAt).kind).toBe('invalid_profile')
    const unknown = { ...good, agreedTerms: ['tos', 'privacy', 'cookies'] }
    expect(complete(signup, unknown, made, openedAt).kind).toBe('invalid_profile')
  })

  it('is too late at the moment of expiry, with answers right or wrong', () => {
    expect(complete(kept(good), { profile: {} }, made, expiresAt)).toEqual({ kind: 'signup_expired' })
    expect(complete(signup, { profile: { nickname: '' } }, made, expiresAt)).toEqual({
      kind: 'signup_expired',
    })
  })
})

describe('expire and abandon', () => {
  it('expires at its time, not before', () => {
    expect(expire(signup, new Date(expiresAt.getTime() - 1))).toBeUndefined()
    expect(expire(signup, expiresAt)).toEqual({
      kind: 'ended',
      signup: { status: 'expired', id, identityId },
      events: [{ type: 'PendingSignupExpired', signupId: id, identityId }],
    })
  })

  it('leaves nothing personal of what was answered', () => {
    const ended = [abandon(kept(good)), expire(kept(good), expiresAt)]
    for (const end of ended) expect(JSON.stringify(end)).not.toContain('길동')
    expect(abandon(signup).events).toEqual([{ type: 'PendingSignupAbandoned', signupId: id, identityId }])
  })
})

describe('progress', () => {
  const stepsOf = (profile: { nickname?: string; email?: string }, agreedTerms: string[]) =>
    progress(onboarding, { profile, agreedTerms: agreedTerms as TermsId[] }).map(({ status }) => status)

  it('goes through the terms, then the profile', () => {
    expect(onboarding.steps).toEqual(['terms', 'profile'])
  })

  it.each([
    [{}, [], ['todo', 'todo']],
    [{}, ['tos'], ['todo', 'todo']],
    [{}, ['tos', 'privacy'], ['done', 'todo']],
    [{}, ['ads'], ['todo', 'todo']],
    [{ nickname: '길동' }, ['ads', 'privacy', 'tos'], ['done', 'done']],
    [{ email: 'a@example.com' }, ['tos', 'privacy'], ['done', 'todo']],
    [{ nickname: '길동' }, ['privacy'], ['todo', 'done']],
  ])('after %j and agreement to %j stands at %j', (profile, agreed, statuses) => {
    expect(stepsOf(profile, agreed)).toEqual(statuses)
  })

  it('has nothing to agree to where there are no required terms', () => {
    const answers = { profile: {}, agreedTerms: [] }
    expect(progress(planOnboarding([]), answers)[0]).toEqual({ name: 'terms', status: 'done' })
    expect(progress(planOnboarding([document('ads', false)]), answers)[0]?.status).toBe('done')
  })

  it('is held to the terms of the day the signup opened', () => {
    const later = planOnboarding([document('tos', true)])
    const answers = { profile: {}, agreedTerms: ['tos' as TermsId] }
    expect(progress(later, answers)[0]?.status).toBe('done')
    expect(progress(onboarding, answers)[0]?.status).toBe('todo')
  })
})
