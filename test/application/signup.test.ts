import { describe, expect, it } from 'vitest'
import type { IdentityId } from '../../src/domain/identity.ts'
import { device, goodAnswers, openWorld } from '../support/world.ts'

describe('a half-finished signup', () => {
  it('keeps answers for later, and completes with what was kept', async () => {
    const world = await openWorld()
    const identity = await world.meet('gildong')
    await world.saveSignup(identity, { profile: { nickname: '활빈당' } })
    world.clock.turn(86_400)
    await world.saveSignup(identity, { profile: {}, agreedTerms: ['terms-of-service'] })
    expect(await world.readSignup(identity)).toMatchObject({
      signup: { answers: { profile: { nickname: '활빈당' }, agreedTerms: ['terms-of-service'] } },
    })
    const rest = { profile: {}, agreedTerms: ['privacy'] }
    expect(await world.completeSignup(identity, rest, device)).toMatchObject({
      kind: 'signed_in',
      user: { nickname: '활빈당' },
    })
  })

  it('answers a save with the signup as it is now, suggestions included', async () => {
    const world = await openWorld()
    const saved = await world.saveSignup(await world.meet('gildong'), { profile: { nickname: '활빈당' } })
    expect(saved).toMatchObject({
      kind: 'signup',
      signup: { answers: { profile: { nickname: '활빈당' } } },
      profile: { nickname: '길동' },
    })
  })

  it('loses nothing by wrong answers', async () => {
    const world = await openWorld()
    const identity = await world.meet('gildong')
    await world.saveSignup(identity, goodAnswers)
    const before = await world.readSignup(identity)
    const wrong = { profile: { nickname: '', email: 'a@example.com' } }
    expect(await world.saveSignup(identity, wrong)).toMatchObject({ kind: 'invalid_profile' })
    expect(await world.completeSignup(identity, wrong, device)).toMatchObject({ kind: 'invalid_profile' })
    expect(await world.readSignup(identity)).toEqual(before)
  })

  it('is still being prepared until the worker comes by, and keeps nothing', async () => {
    const world = await openWorld()
    const identity = await world.newcomerOf(await world.login('gildong'))
    const preparing = { kind: 'signup_preparing' }
    expect(await world.saveSignup(identity, goodAnswers)).toEqual(preparing)
    expect(await world.completeSignup(identity, goodAnswers, device)).toEqual(preparing)
    expect(await world.abandonSignup(identity)).toEqual(preparing)
    await world.work()
    expect(await world.readSignup(identity)).toMatchObject({ signup: { answers: { profile: {} } } })
  })

  it('suggests what the provider said last', async () => {
    const world = await openWorld()
    const identity = await world.meet('mongryong')
    const said = { nickname: '몽룡', email: null, imageUrl: null }
    const { subject } = [...world.store.identities.values()][0] ?? { subject: '' as never }
    await world.logins.firstSeen({ provider: 'kakao', subject }, await world.seals.sealProfile(said))
    expect(await world.readSignup(identity)).toMatchObject({ profile: said })
  })

  it('survives a seal that no longer opens: the suggestion is lost, the signup is not', async () => {
    const world = await openWorld()
    const identity = await world.meet('gildong')
    const known = world.store.identities.get(identity)
    if (!known) throw new Error('nobody was met')
    world.store.identities.set(identity, { ...known, sealedProfile: 'of another secret' as never })
    expect(await world.readSignup(identity)).toMatchObject({ kind: 'signup', profile: { nickname: null } })
    const withEmail = { ...goodAnswers, profile: { nickname: '길동', email: 'gildong@example.com' } }
    expect(await world.completeSignup(identity, withEmail, device)).toMatchObject({ kind: 'signed_in' })
    expect([...world.store.users.values()][0]).toMatchObject({ emailVerified: false })
  })
})

describe('a completed signup', () => {
  it('makes one user of twenty racing completions', async () => {
    const world = await openWorld()
    const identity = await world.meet('gildong')
    const racers = Array.from({ length: 20 }, () => world.completeSignup(identity, goodAnswers, device))
    const outcomes = await Promise.all(racers)
    expect(outcomes.filter(({ kind }) => kind === 'signed_in')).toHaveLength(1)
    expect(outcomes.filter(({ kind }) => kind === 'already_completed')).toHaveLength(19)
    expect([world.store.users.size, world.store.sessions.size]).toEqual([1, 1])
  })

  it('keeps which version of which document was agreed to, and when', async () => {
    const world = await openWorld()
    const { user } = await world.signUp('gildong')
    const agreed = world.terms.current(world.clock.now()).filter(({ required }) => required)
    expect(world.store.consents.get(user.id)).toEqual(
      agreed.map(({ id, version, hash }) => ({
        terms: { id, version, hash },
        action: 'given',
        at: world.clock.now(),
        source: 'signup',
        locale: null,
        device,
      })),
    )
  })

  it('verifies the e-mail that the provider vouches for, and no other', async () => {
    const world = await openWorld()
    const withEmail = { ...goodAnswers, profile: { nickname: '길동', email: 'gildong@example.com' } }
    const vouched = await world.signUp('gildong', withEmail)
    const typed = await world.signUp('chunhyang', withEmail)
    expect(world.store.users.get(vouched.user.id)).toMatchObject({ emailVerified: true })
    expect(world.store.users.get(typed.user.id)).toMatchObject({ emailVerified: false })
  })

  it('makes two users of two people with one e-mail, never a link by itself', async () => {
    const world = await openWorld()
    const withEmail = { ...goodAnswers, profile: { nickname: '길동', email: 'gildong@example.com' } }
    const [one, other] = [
      await world.signUp('gildong', withEmail),
      await world.signUp('chunhyang', withEmail),
    ]
    expect(one.user.id).not.toBe(other.user.id)
  })

  it('answers whoever comes back with the old signup token that it is done', async () => {
    const world = await openWorld()
    const identity = await world.meet('gildong')
    await world.completeSignup(identity, goodAnswers, device)
    const done = { kind: 'already_completed' }
    expect(await world.readSignup(identity)).toEqual(done)
    expect(await world.saveSignup(identity, goodAnswers)).toEqual(done)
    expect(await world.completeSignup(identity, goodAnswers, device)).toEqual(done)
    expect(await world.abandonSignup(identity)).toEqual(done)
    world.clock.turn(604_800)
    expect(await world.expireSignups()).toBe(0)
    expect(await world.login('gildong')).toMatchObject({ kind: 'signed_in' })
  })
})

describe.each([
  [
    'an expired signup',
    'PendingSignupExpired',
    async (world: Awaited<ReturnType<typeof openWorld>>) => {
      world.clock.turn(604_800)
      expect(await world.expireSignups()).toBe(1)
    },
  ],
  [
    'an abandoned signup',
    'PendingSignupAbandoned',
    async (world: Awaited<ReturnType<typeof openWorld>>, identity: IdentityId) => {
      expect(await world.abandonSignup(identity)).toEqual({ kind: 'ended' })
    },
  ],
])('%s', (_, event, endIt) => {
  it('is gone with everything personal', async () => {
    const world = await openWorld()
    const identity = await world.meet('gildong')
    await world.saveSignup(identity, goodAnswers)
    await endIt(world, identity)
    expect(world.told()).toEqual(['UserFirstSeen', 'PendingSignupOpened', event])
    expect([world.store.identities.size, world.store.signups.size]).toEqual([0, 0])
    expect(JSON.stringify([...world.store.outbox.values()])).not.toMatch(
      /1000000001|길동|활빈당|example\.com/,
    )
  })

  it('is gone for good, and ends once', async () => {
    const world = await openWorld()
    const identity = await world.meet('gildong')
    await endIt(world, identity)
    const gone = { kind: 'signup_expired' }
    expect(await world.readSignup(identity)).toEqual(gone)
    expect(await world.saveSignup(identity, goodAnswers)).toEqual(gone)
    expect(await world.completeSignup(identity, goodAnswers, device)).toEqual(gone)
    expect(await world.abandonSignup(identity)).toEqual(gone)
    expect(await world.expireSignups()).toBe(0)
    expect(world.told().filter((type) => type === event)).toHaveLength(1)
  })

  it('makes the next login a first sight again', async () => {
    const world = await openWorld()
    const before = await world.meet('gildong')
    await endIt(world, before)
    const after = await world.meet('gildong')
    expect(after).not.toBe(before)
    expect(await world.readSignup(after)).toMatchObject({ kind: 'signup' })
    expect(world.told().filter((type) => type === 'UserFirstSeen')).toHaveLength(2)
  })
})

describe('expireSignups', () => {
  it('takes the due ones, however many, and leaves the others', async () => {
    const world = await openWorld({ signupTtlSeconds: 60 })
    const said = await world.seals.sealProfile({ nickname: null, email: null, imageUrl: null })
    for (let subject = 1; subject <= 250; subject += 1)
      await world.logins.firstSeen({ provider: 'kakao', subject: `${subject}` as never }, said)
    await world.work()
    world.clock.turn(59)
    const late = await world.meet('gildong')
    expect(await world.expireSignups()).toBe(0)
    world.clock.turn(1)
    expect(await world.expireSignups()).toBe(250)
    expect(await world.readSignup(late)).toMatchObject({ kind: 'signup' })
  })

  it('is not needed for a signup to be over at its time', async () => {
    const world = await openWorld({ signupTtlSeconds: 60 })
    const identity = await world.meet('gildong')
    world.clock.turn(60)
    expect(await world.readSignup(identity)).toEqual({ kind: 'signup_expired' })
    expect(await world.completeSignup(identity, goodAnswers, device)).toEqual({ kind: 'signup_expired' })
  })
})
