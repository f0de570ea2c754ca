import { describe, expect, it } from 'vitest'
import { openWorld, type World } from '../support/world.ts'

const refused = { kind: 'invalid_grant' }
const successor = async (world: World, token: string): Promise<string> => {
  const outcome = await world.refreshSession(token)
  if (outcome.kind !== 'signed_in') throw new Error(`not refreshed: ${outcome.kind}`)
  return outcome.refreshToken
}

describe('refreshSession', () => {
  it('goes on from token to token in one session, for the same user', async () => {
    const world = await openWorld()
    const { refreshToken, user, accessToken } = await world.signUp('gildong')
    const session = await world.accessTokens.verify(accessToken)
    let token: string = refreshToken
    for (let hour = 0; hour < 5; hour += 1) {
      world.clock.turn(3_600)
      const outcome = await world.refreshSession(token)
      if (outcome.kind !== 'signed_in') throw new Error(outcome.kind)
      expect(outcome.user).toEqual(user)
      expect(await world.accessTokens.verify(outcome.accessToken)).toEqual(session)
      token = outcome.refreshToken
    }
    expect(world.store.sessions.size).toBe(1)
  })

  it('leaves one successor of fifty parallel refreshes, alive', async () => {
    const world = await openWorld()
    const { refreshToken } = await world.signUp('gildong')
    const racers = Array.from({ length: 50 }, () => world.refreshSession(refreshToken))
    const outcomes = await Promise.all(racers)
    const [one] = outcomes
    for (const outcome of outcomes) expect(outcome).toEqual(one)
    if (one?.kind !== 'signed_in') throw new Error('nobody was refreshed')
    expect(await world.refreshSession(one.refreshToken)).toMatchObject({ kind: 'signed_in' })
  })

  it('answers the predecessor as before for ten seconds, to the letter, without a second successor', async () => {
    const world = await openWorld()
    const { refreshToken: first } = await world.signUp('gildong')
    const answered = await world.refreshSession(first)
    world.clock.turn(9)
    expect(await world.refreshSession(first)).toEqual(answered)
    if (answered.kind !== 'signed_in') throw new Error(answered.kind)
    expect(await world.refreshSession(answered.refreshToken)).toMatchObject({ kind: 'signed_in' })
  })

  it('ends the session when the predecessor comes later', async () => {
    const world = await openWorld()
    const { refreshToken: first } = await world.signUp('gildong')
    const second = await successor(world, first)
    world.clock.turn(10)
    expect(await world.refreshSession(first)).toEqual(refused)
    expect(await world.refreshSession(second)).toEqual(refused)
    expect(world.told().slice(-2)).toEqual(['RefreshTokenReused', 'SessionRevoked'])
  })

  it('ends the session at once when an older token comes', async () => {
    const world = await openWorld()
    const { refreshToken: first } = await world.signUp('gildong')
    const third = await successor(world, await successor(world, first))
    expect(await world.refreshSession(first)).toEqual(refused)
    expect(await world.refreshSession(third)).toEqual(refused)
  })

  it('ends no other session of the user', async () => {
    const world = await openWorld()
    const { refreshToken: first } = await world.signUp('gildong')
    const elsewhere = await world.login('gildong')
    await successor(world, await successor(world, first))
    await world.refreshSession(first)
    if (elsewhere.kind !== 'signed_in') throw new Error(elsewhere.kind)
    expect(await world.refreshSession(elsewhere.refreshToken)).toMatchObject({ kind: 'signed_in' })
  })

  it('does not go on for ever: the end was fixed at login', async () => {
    const world = await openWorld({ sessionTtlSeconds: 100 })
    const { refreshToken } = await world.signUp('gildong')
    world.clock.turn(99)
    const last = await successor(world, refreshToken)
    world.clock.turn(1)
    expect(await world.refreshSession(last)).toEqual(refused)
  })

  it('refuses what is no token, or none of ours, and tells no event', async () => {
    const world = await openWorld()
    const { accessToken } = await world.signUp('gildong')
    const events = world.told()
    const { token: unknown } = world.refreshTokens.start()
    const [sessionId] = world.store.sessions.keys()
    if (!sessionId) throw new Error('nobody is signed in')
    const { token: forged } = world.refreshTokens.next(sessionId)
    for (const presented of ['', 'x', accessToken, unknown, forged, `${unknown}=`])
      expect(await world.refreshSession(presented)).toEqual(refused)
    expect(world.told()).toEqual(events)
  })
})

describe('endSession', () => {
  it('ends a session by its id or by any of its tokens, once', async () => {
    const world = await openWorld()
    const { refreshToken: first } = await world.signUp('gildong')
    const third = await successor(world, await successor(world, first))
    await world.endSession({ refreshToken: first })
    expect(await world.refreshSession(third)).toEqual(refused)
    const events = world.told()
    await world.endSession({ refreshToken: third })
    const [sessionId] = world.store.sessions.keys()
    if (sessionId) await world.endSession({ sessionId })
    expect(world.told()).toEqual(events)
    expect(events.at(-1)).toBe('SessionRevoked')
  })

  it('does not mind a token that is none of ours, and ends nothing by it', async () => {
    const world = await openWorld()
    const { refreshToken } = await world.signUp('gildong')
    const [sessionId] = world.store.sessions.keys()
    if (!sessionId) throw new Error('nobody is signed in')
    for (const token of [
      '',
      'x',
      world.refreshTokens.start().token,
      world.refreshTokens.next(sessionId).token,
    ])
      await world.endSession({ refreshToken: token })
    expect(await world.refreshSession(refreshToken)).toMatchObject({ kind: 'signed_in' })
  })
})

describe('changeProfile', () => {
  it('changes what the user says of themselves', async () => {
    const world = await openWorld()
    const { user } = await world.signUp('gildong')
    expect(await world.changeProfile(user.id, { nickname: '길동' })).toMatchObject({ kind: 'changed' })
    expect(world.store.users.get(user.id)).toMatchObject({ nickname: '길동' })
    expect(await world.login('gildong')).toMatchObject({ user: { nickname: '길동' } })
  })

  it('changes nothing when one answer is wrong', async () => {
    const world = await openWorld()
    const { user } = await world.signUp('gildong')
    const before = world.store.users.get(user.id)
    const wrong = { nickname: '길동', email: 'no' }
    expect(await world.changeProfile(user.id, wrong)).toMatchObject({ kind: 'invalid_profile' })
    expect(world.store.users.get(user.id)).toEqual(before)
  })

  it('finds nobody where there is nobody', async () => {
    const world = await openWorld()
    expect(await world.changeProfile('nobody' as never, {})).toEqual({ kind: 'no_user' })
  })
})
