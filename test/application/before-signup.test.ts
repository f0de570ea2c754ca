import { describe, expect, it } from 'vitest'
import { failOpen } from '../../src/adapters/outbound/hooks/fail-open.ts'
import { completeSignup } from '../../src/application/complete-signup.ts'
import { SignupHookFailure } from '../../src/application/ports/signup-hook.ts'
import { device, goodAnswers, openWorld } from '../support/world.ts'

const message = { ko: '다음에 만나요.', en: 'See you later.' }

describe('a hook before a signup', () => {
  it('is asked about who would become a user, with what would be kept', async () => {
    const world = await openWorld()
    const identity = await world.meet('gildong')
    const answers = {
      profile: { nickname: '  활빈당 ', email: 'gildong@example.com' },
      locale: 'ko' as const,
    }
    await world.completeSignup(identity, { ...goodAnswers, ...answers }, device)
    expect(world.signupHook.asked).toEqual([
      {
        signupId: expect.any(String),
        identityId: identity,
        provider: 'kakao',
        profile: { nickname: '활빈당', email: 'gildong@example.com' },
        emailVerified: true,
        agreedTerms: [
          { id: 'terms-of-service', version: expect.any(String) },
          { id: 'privacy', version: expect.any(String) },
        ],
        locale: 'ko',
      },
    ])
  })

  it('is told the very same of the same completion tried again', async () => {
    const world = await openWorld()
    const identity = await world.meet('gildong')
    world.signupHook.answer('nothing')
    for (const _ of [1, 2])
      await expect(world.completeSignup(identity, goodAnswers, device)).rejects.toThrow(SignupHookFailure)
    const [first, second] = world.signupHook.asked
    expect(second).toEqual(first)
  })

  it.each([
    ['invalid', { ...goodAnswers, profile: { nickname: '' } }, 'invalid_profile'],
    ['unfinished', { ...goodAnswers, agreedTerms: [] }, 'onboarding_incomplete'],
    ['of another version', { ...goodAnswers, version: 7 }, 'version_conflict'],
  ])('is not asked about a signup that is %s', async (_what, sent, kind) => {
    const world = await openWorld()
    const identity = await world.meet('gildong')
    expect(await world.completeSignup(identity, sent, device)).toMatchObject({ kind })
    expect(world.signupHook.asked).toEqual([])
  })

  it('refuses with its own words, and the signup stays as it was', async () => {
    const world = await openWorld()
    const identity = await world.meet('gildong')
    const before = await world.readSignup(identity)
    world.signupHook.answer({ kind: 'signup_refused', message })
    const refused = { kind: 'signup_refused', message }
    expect(await world.completeSignup(identity, goodAnswers, device)).toEqual(refused)
    expect(await world.readSignup(identity)).toEqual(before)
    expect(world.store.users.size).toBe(0)
    world.signupHook.answer({ kind: 'signup_allowed' })
    expect(await world.completeSignup(identity, goodAnswers, device)).toMatchObject({ kind: 'signed_in' })
  })

  it('makes nobody a user while it says nothing, unless it fails open', async () => {
    const world = await openWorld()
    const identity = await world.meet('gildong')
    world.signupHook.answer('nothing')
    await expect(world.completeSignup(identity, goodAnswers, device)).rejects.toThrow(SignupHookFailure)
    expect(world.store.users.size).toBe(0)
    const signupHook = failOpen(world.signupHook)
    const letIn = completeSignup({ ...world, signupHook, sessionTtlSeconds: 60 })
    expect(await letIn(identity, goodAnswers, device, null)).toMatchObject({ kind: 'signed_in' })
  })

  it('that fails open still refuses', async () => {
    const world = await openWorld()
    const identity = await world.meet('gildong')
    world.signupHook.answer({ kind: 'signup_refused', message: null })
    const complete = completeSignup({
      ...world,
      signupHook: failOpen(world.signupHook),
      sessionTtlSeconds: 60,
    })
    expect(await complete(identity, goodAnswers, device, null)).toEqual({
      kind: 'signup_refused',
      message: null,
    })
  })

  it('cannot be slipped past by answers that are kept while it thinks', async () => {
    const world = await openWorld()
    const identity = await world.meet('gildong')
    world.signupHook.meanwhile(() => world.saveSignup(identity, { profile: { email: 'a@example.com' } }))
    expect(await world.completeSignup(identity, goodAnswers, device)).toEqual({ kind: 'version_conflict' })
    expect(world.store.users.size).toBe(0)
  })

  it('finds the signup gone that expired while it thought', async () => {
    const world = await openWorld({ signupTtlSeconds: 10 })
    const identity = await world.meet('gildong')
    world.signupHook.meanwhile(async () => world.clock.turn(10))
    expect(await world.completeSignup(identity, goodAnswers, device)).toEqual({ kind: 'signup_expired' })
  })

  it('lets fifty at once make one user of one signup', async () => {
    const world = await openWorld()
    const identity = await world.meet('gildong')
    const racers = Array.from({ length: 50 }, () => world.completeSignup(identity, goodAnswers, device))
    const kinds = (await Promise.all(racers)).map(({ kind }) => kind)
    expect(kinds.filter((kind) => kind === 'signed_in')).toHaveLength(1)
    expect(kinds.filter((kind) => kind === 'already_completed')).toHaveLength(49)
    expect(world.store.users.size).toBe(1)
  })
})
