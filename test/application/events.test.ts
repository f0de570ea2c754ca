import { describe, expect, it } from 'vitest'
import type { EventId } from '../../src/domain/events.ts'
import { openWorld, type World } from '../support/world.ts'

const down = new Error('the queue is down')
const firstSight = async (world: World) => {
  const identity = await world.newcomerOf(await world.login('gildong'))
  const [event] = world.store.outbox.keys()
  if (!event) throw new Error('nothing was told')
  return { identity, event }
}
const rowOf = ({ store }: World, event: EventId) => store.outbox.get(event)

describe('relayEvents', () => {
  it('carries what waits, once, and then has nothing to do', async () => {
    const world = await openWorld()
    await firstSight(world)
    expect(await world.relayEvents()).toBe(1)
    expect(await world.relayEvents()).toBe(0)
    expect(await world.eventQueue.consume()).toBe(1)
  })

  it('carries only what someone listens to', async () => {
    const world = await openWorld()
    await world.signUp('gildong')
    expect(world.told()).toHaveLength(4)
    world.clock.turn(3_600)
    expect(await world.relayEvents()).toBe(0)
  })

  it("throws while the queue is down, and brings everything once it is back, with no one's help", async () => {
    const world = await openWorld()
    const { identity } = await firstSight(world)
    world.eventQueue.fail(down)
    await expect(world.relayEvents()).rejects.toBe(down)
    world.clock.turn(5)
    await expect(world.relayEvents()).rejects.toBe(down)
    expect(await world.readSignup(identity)).toEqual({ kind: 'signup_preparing' })

    world.eventQueue.recover()
    world.clock.turn(5)
    await world.work()
    expect(await world.readSignup(identity)).toMatchObject({ kind: 'signup' })
  })

  it('brings an event again that a flushed queue has lost', async () => {
    const world = await openWorld()
    const { identity } = await firstSight(world)
    await world.relayEvents()
    world.eventQueue.flush()
    await world.work()
    expect(await world.readSignup(identity)).toEqual({ kind: 'signup_preparing' })
    world.clock.turn(5)
    await world.work()
    expect(await world.readSignup(identity)).toMatchObject({ kind: 'signup' })
  })

  it('waits longer after each publication, up to five minutes', async () => {
    const world = await openWorld()
    await firstSight(world)
    await world.relayEvents()
    const waits: number[] = []
    for (let publication = 1; publication <= 8; publication += 1) {
      let seconds = 0
      while ((await world.relayEvents()) === 0 && seconds < 1_000) {
        world.clock.turn(1)
        seconds += 1
      }
      waits.push(seconds)
    }
    expect(waits).toEqual([5, 10, 20, 40, 80, 160, 300, 300])
  })
})

describe('openPendingSignup', () => {
  it('has its effect once, however often the event arrives', async () => {
    const world = await openWorld()
    const { identity, event } = await firstSight(world)
    expect(await world.openPendingSignup(event)).toEqual({ kind: 'opened' })
    const opened = await world.readSignup(identity)
    expect(await world.openPendingSignup(event)).toEqual({ kind: 'already_handled' })
    expect(await world.readSignup(identity)).toEqual(opened)
    expect(world.told()).toEqual(['UserFirstSeen', 'PendingSignupOpened'])
  })

  it('does not bring back a signup that was completed, when the event turns up late', async () => {
    const world = await openWorld()
    const { event } = await firstSight(world)
    await world.signUp('gildong')
    expect(await world.openPendingSignup(event)).toEqual({ kind: 'already_handled' })
    expect(await world.login('gildong')).toMatchObject({ kind: 'signed_in' })
  })

  it('does not raise the dead: an event of an erased identity is closed without effect', async () => {
    const world = await openWorld()
    const { identity, event } = await firstSight(world)
    world.store.identities.delete(identity)
    expect(await world.openPendingSignup(event)).toEqual({ kind: 'gone' })
    expect(rowOf(world, event)?.closedAt).toEqual(world.clock.now())
    expect(world.store.signups.size).toBe(0)
  })

  it('lives for as long as is configured, from the moment it is built', async () => {
    const world = await openWorld({ signupTtlSeconds: 60 })
    const { identity } = await firstSight(world)
    world.clock.turn(30)
    await world.work()
    const expiresAt = new Date(world.clock.now().getTime() + 60_000)
    expect(await world.readSignup(identity)).toMatchObject({ signup: { expiresAt } })
  })
})

describe('a poisoned event', () => {
  const workOn = async (world: World, seconds: number) => {
    for (let waited = 0; waited < seconds; waited += 5) {
      await world.work()
      world.clock.turn(5)
    }
  }

  it('is parked after ten failures, with the reason, and comes up no more', async () => {
    const world = await openWorld()
    const { event } = await firstSight(world)
    world.poison(new Error('the plan does not add up'))
    await workOn(world, 3_600)
    expect(world.parked).toEqual([event])
    expect(rowOf(world, event)).toMatchObject({
      failures: 10,
      lastError: 'the plan does not add up',
      parkedAt: expect.any(Date),
      closedAt: null,
    })
    expect(await world.outbox.claim(10)).toEqual([])
  })

  it('does not hold up the others', async () => {
    const world = await openWorld()
    await firstSight(world)
    world.poison(new Error('the plan does not add up'))
    await workOn(world, 60)
    world.poison(undefined)
    const other = await world.meet('chunhyang')
    expect(await world.readSignup(other)).toMatchObject({ kind: 'signup' })
  })

  it('has its effect after all when it heals before it is parked', async () => {
    const world = await openWorld()
    const { identity, event } = await firstSight(world)
    world.poison(new Error('a lock was not to be had'))
    await world.work()
    expect(rowOf(world, event)).toMatchObject({ failures: 5, parkedAt: null })
    world.poison(undefined)
    world.clock.turn(5)
    await world.work()
    expect(await world.readSignup(identity)).toMatchObject({ kind: 'signup' })
    expect(world.parked).toEqual([])
  })
})
