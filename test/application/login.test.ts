import { describe, expect, it } from 'vitest'
import { ProviderFailure } from '../../src/application/ports/identity-providers.ts'
import { openWorld } from '../support/world.ts'

describe('a first login', () => {
  it('asks the newcomer to sign up, who is then prepared for, pending, completed and signed in', async () => {
    const world = await openWorld()
    const identity = await world.newcomerOf(await world.login('gildong'))
    expect(await world.readSignup(identity)).toEqual({ kind: 'signup_preparing' })
    expect(world.told()).toEqual(['UserFirstSeen'])

    await world.work()
    expect(await world.readSignup(identity)).toMatchObject({
      kind: 'signup',
      signup: { status: 'open', answers: { profile: {}, agreedTerms: [] } },
      profile: { nickname: '길동', email: 'gildong@example.com', imageUrl: 'https://img.example/1.jpg' },
    })

    const sent = { profile: { nickname: '활빈당' }, agreedTerms: ['terms-of-service', 'privacy'] }
    const signedIn = await world.completeSignup(identity, sent, { userAgent: null, address: '::1' })
    expect(signedIn).toMatchObject({ kind: 'signed_in', user: { nickname: '활빈당' }, expiresIn: 600 })
    expect(world.told()).toEqual(['UserFirstSeen', 'PendingSignupOpened', 'SignupCompleted', 'UserLoggedIn'])
  })

  it('suggests what the provider told, and nothing where it told nothing', async () => {
    const world = await openWorld()
    const suggestions = async (name: 'chunhyang' | 'mongryong') => world.readSignup(await world.meet(name))
    expect(await suggestions('chunhyang')).toMatchObject({
      profile: { nickname: '춘향', email: null, imageUrl: null },
    })
    expect(await suggestions('mongryong')).toMatchObject({
      profile: { nickname: null, email: null, imageUrl: null },
    })
  })

  it('is a first sight once, however often a newcomer comes before signing up', async () => {
    const world = await openWorld()
    const first = await world.meet('gildong')
    const again = await world.newcomerOf(await world.login('gildong'))
    await world.work()
    expect(again).toBe(first)
    expect(world.told()).toEqual(['UserFirstSeen', 'PendingSignupOpened'])
  })

  it('brings return_to into the signup token', async () => {
    const world = await openWorld()
    const outcome = await world.login('gildong', '/orders?page=2')
    const token = outcome.kind === 'signup_required' ? outcome.signupToken : ''
    expect(await world.accessTokens.verifySignup(token)).toMatchObject({ returnTo: '/orders?page=2' })
  })

  it('takes two people for two, and one of them for no one else', async () => {
    const world = await openWorld()
    const [one, other] = [await world.meet('gildong'), await world.meet('chunhyang')]
    expect(one).not.toBe(other)
    await world.signUp('gildong')
    expect(await world.login('chunhyang')).toMatchObject({ kind: 'signup_required' })
  })
})

describe('a known login', () => {
  it('costs one call to the provider and none for the profile', async () => {
    const world = await openWorld()
    await world.signUp('gildong')
    const before = world.provider.calls.length
    expect(await world.login('gildong', '/orders')).toMatchObject({
      kind: 'signed_in',
      user: { nickname: '활빈당' },
      returnTo: '/orders',
    })
    expect(world.provider.calls.slice(before)).toEqual(['identify'])
  })

  it('is a session of its own, whose tokens name the user', async () => {
    const world = await openWorld()
    const first = await world.signUp('gildong')
    const second = await world.login('gildong')
    if (second.kind !== 'signed_in') throw new Error(second.kind)
    const [one, other] = [
      await world.accessTokens.verify(first.accessToken),
      await world.accessTokens.verify(second.accessToken),
    ]
    expect(one).toMatchObject({ kind: 'valid', userId: first.user.id })
    expect(other).toMatchObject({ kind: 'valid', userId: first.user.id })
    expect(one).not.toEqual(other)
    expect(world.store.sessions.size).toBe(2)
  })

  it('needs neither the queue nor the workers (invariant 5)', async () => {
    const world = await openWorld()
    await world.signUp('gildong')
    world.eventQueue.fail(new Error('the queue is down'))
    expect(await world.login('gildong')).toMatchObject({ kind: 'signed_in' })
  })

  it('asks nothing new: what the provider says of a user is not kept', async () => {
    const world = await openWorld()
    await world.signUp('gildong')
    await world.login('gildong')
    expect([...world.store.identities.values()][0]?.sealedProfile).toBeNull()
  })
})

describe('an attempt', () => {
  it('is over with its first callback, and the provider does not hear of the second', async () => {
    const world = await openWorld()
    const begun = await world.begin()
    await world.comeBack(begun, { code: world.provider.codeOf('gildong') })
    const calls = world.provider.calls.length
    expect(await world.comeBack(begun, { code: world.provider.codeOf('gildong') })).toEqual({
      kind: 'invalid_state',
    })
    expect(world.provider.calls).toHaveLength(calls)
  })

  it.each([
    ['refused by the person', { error: 'access_denied' }, 'access_denied'],
    ['without a code', {}, 'invalid_code'],
    ['with a wrong state', { state: 'wrong' }, 'invalid_state'],
    ['with an iss that is not the provider', { iss: 'https://evil.example' }, 'invalid_state'],
  ])('is over after a callback %s too', async (_, returned, kind) => {
    const world = await openWorld()
    const begun = await world.begin()
    expect(await world.comeBack(begun, returned)).toMatchObject({ kind })
    expect(await world.comeBack(begun, { code: world.provider.codeOf('gildong') })).toEqual({
      kind: 'invalid_state',
    })
    expect(world.provider.calls).toEqual([])
  })

  it('lets one of twenty racing callbacks through', async () => {
    const world = await openWorld()
    await world.signUp('gildong')
    const begun = await world.begin()
    const code = world.provider.codeOf('gildong')
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => world.comeBack(begun, { code })))
    expect(outcomes.filter(({ kind }) => kind === 'signed_in')).toHaveLength(1)
    expect(outcomes.filter(({ kind }) => kind === 'invalid_state')).toHaveLength(19)
  })

  it('is good for ten minutes', async () => {
    const world = await openWorld()
    const [inTime, late] = [await world.begin(), await world.begin()]
    world.clock.turn(599)
    expect(await world.comeBack(inTime, { code: world.provider.codeOf('gildong') })).toMatchObject({
      kind: 'signup_required',
    })
    world.clock.turn(1)
    expect(await world.comeBack(late, { code: world.provider.codeOf('gildong') })).toEqual({
      kind: 'invalid_state',
    })
  })

  it('belongs to the browser that has it sealed', async () => {
    const world = await openWorld()
    const [mine, theirs] = [await world.begin(), await world.begin()]
    const crossed = { attempt: mine.attempt, state: theirs.state }
    expect(await world.comeBack(crossed, { code: world.provider.codeOf('gildong') })).toEqual({
      kind: 'invalid_state',
    })
  })

  it.each(['', 'a', 'a.b.c.d.e', '__proto__'])('is not opened from %j', async (attempt) => {
    const world = await openWorld()
    const { state } = await world.begin()
    const code = world.provider.codeOf('gildong')
    expect(await world.comeBack({ attempt, state }, { code })).toEqual({ kind: 'invalid_state' })
    expect(world.provider.calls).toEqual([])
  })

  it('keeps its secrets sealed, apart from the state that the provider hands back', async () => {
    const world = await openWorld()
    const { location, attempt, state } = await world.begin('/orders')
    const sealed = await world.seals.openAttempt(attempt)
    expect(sealed).toMatchObject({
      provider: 'kakao',
      state,
      returnTo: '/orders',
      startedAt: world.clock.now(),
    })
    expect(location).toContain(state)
    for (const secret of [sealed?.nonce, sealed?.codeVerifier, state]) {
      expect(secret).toMatch(/^[\w-]{43}$/)
      expect(attempt).not.toContain(secret)
    }
  })
})

describe('a login that comes to nothing', () => {
  const nothingWritten = async (world: Awaited<ReturnType<typeof openWorld>>) => {
    expect(world.told()).toEqual([])
    expect([world.store.identities.size, world.store.sessions.size]).toEqual([0, 0])
  }

  it.each([
    ['refused by the person', { error: 'access_denied' }, 'access_denied'],
    ['that the person broke off', { error: 'login_required' }, 'access_denied'],
    ['without a code', {}, 'invalid_code'],
    ['with an unknown code', { code: 'unknown' }, 'invalid_code'],
    ['with a wrong state', { state: 'wrong' }, 'invalid_state'],
  ])('%s writes nothing', async (_, returned, kind) => {
    const world = await openWorld()
    expect(await world.comeBack(await world.begin(), returned)).toMatchObject({ kind })
    await nothingWritten(world)
  })

  it.each(['identify', 'profile'] as const)('refused by the provider at %s writes nothing', async (call) => {
    const world = await openWorld()
    world.provider.fail(call, { kind: 'access_denied', hint: 'too young' })
    expect(await world.login('gildong')).toEqual({ kind: 'access_denied', hint: 'too young' })
    await nothingWritten(world)
  })

  it.each(['identify', 'profile'] as const)(
    'for want of a provider at %s throws, and the next works',
    async (call) => {
      const world = await openWorld()
      world.provider.fail(call, new ProviderFailure('provider_timeout', 'kakao', 'slow'))
      await expect(world.login('gildong')).rejects.toMatchObject({ code: 'provider_timeout' })
      await nothingWritten(world)
      expect(await world.login('gildong')).toMatchObject({ kind: 'signup_required' })
    },
  )

  it('throws with only the look of an error when the provider sends one of its own', async () => {
    const world = await openWorld()
    await expect(world.comeBack(await world.begin(), { error: 'server_error' })).rejects.toMatchObject({
      code: 'provider_unavailable',
      hint: 'the authorization endpoint answered server_error',
    })
    await expect(world.comeBack(await world.begin(), { error: 'x\ny' })).rejects.toMatchObject({
      hint: 'the authorization endpoint answered an unknown error',
    })
  })

  it('leaves a user their sessions', async () => {
    const world = await openWorld()
    const { refreshToken } = await world.signUp('gildong')
    await world.comeBack(await world.begin(), { error: 'access_denied' })
    expect(await world.refreshSession(refreshToken)).toMatchObject({ kind: 'signed_in' })
  })
})
