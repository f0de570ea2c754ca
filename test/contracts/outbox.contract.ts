import { describe, expect, it } from 'vitest'
import { systemIds } from '../../src/adapters/outbound/system/ids.ts'
import type { EventId } from '../../src/domain/events.ts'
import type { IdentityId } from '../../src/domain/identity.ts'
import { arranging, countOf, opening, racing, sealed, somebody } from './arranging.ts'
import type { Storage } from './storage.ts'

export const outboxContract = (storage: () => Storage) =>
  describe('Outbox', () => {
    const stage = () => {
      const { outbox, logins, ...rest } = storage()
      /** A first sight that nobody has claimed yet. */
      const write = (): Promise<IdentityId> => logins.firstSeen(somebody(), sealed)
      /** What comes up now. */
      const ids = async () => (await outbox.claim(1_000)).map(({ id }) => id)
      /** An event whose lease has just ended. */
      const written = async (): Promise<EventId> => {
        await write()
        const [event] = await ids()
        if (!event) throw new Error('nothing was written')
        await rest.pass(5)
        return event
      }
      return { outbox, ...rest, ...arranging(storage()), write, ids, written }
    }

    it('brings up an event by its UUIDv7 and type, not published yet', async () => {
      const { outbox, write } = stage()
      await write()
      expect(await outbox.claim(10)).toEqual([
        {
          id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab]/),
          type: 'UserFirstSeen',
          publication: 0,
        },
      ])
    })

    it('leases a claimed event for five seconds, then brings it up again', async () => {
      const { outbox, written, ids, pass } = stage()
      const event = await written()
      expect(await ids()).toEqual([event])
      await pass(4)
      expect(await ids()).toEqual([])
      await pass(1)
      expect(await outbox.claim(10)).toEqual([{ id: event, type: 'UserFirstSeen', publication: 0 }])
    })

    it('waits longer with each publication, up to five minutes', async () => {
      const { outbox, written, ids, pass } = stage()
      await written()
      for (const [publication, seconds] of [5, 10, 20, 40, 80, 160, 300, 300].entries()) {
        const claimed = await outbox.claim(10)
        expect(claimed).toMatchObject([{ publication }])
        await outbox.handed(claimed)
        await pass(seconds - 1)
        expect(await ids()).toEqual([])
        await pass(1)
      }
    })

    it('takes no more than it is asked to, the longest waiting first', async () => {
      const { outbox, written, write, ids, pass } = stage()
      const oldest = await written()
      await write()
      const [young] = (await ids()).filter((id) => id !== oldest)
      await pass(6)
      await write()
      await write()
      expect(new Set((await outbox.claim(2)).map(({ id }) => id))).toEqual(new Set([oldest, young]))
      expect(await outbox.claim(1)).toHaveLength(1)
      expect(await outbox.claim(2)).toHaveLength(1)
      expect(await outbox.claim(2)).toEqual([])
    })

    it('gives none of a hundred events to two of ten racing relays', async () => {
      const { outbox, write, ids } = stage()
      await racing(100, write)
      const claimed = (await racing(10, () => outbox.claim(25))).flat().map(({ id }) => id)
      expect(new Set(claimed).size).toBe(claimed.length)
      expect(new Set([...claimed, ...(await ids())]).size).toBe(100)
    })

    it('shows an event only if its change is there to see', async () => {
      const { outbox, signups, newcomer } = stage()
      const { event } = await newcomer()
      const fails = () => {
        throw new Error('the decision failed')
      }
      await expect(signups.open(event, fails)).rejects.toThrow()
      expect(await outbox.claim(10)).toEqual([])
      await signups.open(event, opening)
      expect(await outbox.claim(10)).toMatchObject([{ type: 'PendingSignupOpened' }])
    })

    it('leaves a closed event closed, handed over late or failing late', async () => {
      const { outbox, signups, newcomer, ids, pass } = stage()
      const { event } = await newcomer()
      await signups.open(event, opening)
      await outbox.handed([{ id: event, type: 'UserFirstSeen', publication: 0 }])
      for (let failure = 0; failure < 20; failure += 1)
        expect(await outbox.failed(event, 'too late')).toBe('open')
      await pass(3_600)
      expect(await ids()).not.toContain(event)
    })

    it('parks an event at its tenth failure, for good', async () => {
      const { outbox, written, ids, pass } = stage()
      const event = await written()
      for (let failure = 1; failure <= 9; failure += 1)
        expect(await outbox.failed(event, `failure ${failure}`)).toBe('open')
      expect(await ids()).toEqual([event])
      expect(await outbox.failed(event, 'the last straw'.repeat(1_000))).toBe('parked')
      await pass(86_400)
      expect(await ids()).toEqual([])
    })

    it('does not hold against an event what passes by itself', async () => {
      const { outbox, written, ids } = stage()
      const event = await written()
      for (let failure = 0; failure < 20; failure += 1)
        expect(await outbox.failed(event, 'the database is away', { passes: true })).toBe('open')
      expect(await ids()).toEqual([event])
    })

    it('forgets no failure of the event itself over one that passed', async () => {
      const { outbox, written } = stage()
      const event = await written()
      for (let failure = 0; failure < 9; failure += 1) await outbox.failed(event, 'poison')
      expect(await outbox.failed(event, 'the database is away', { passes: true })).toBe('open')
      expect(await outbox.failed(event, 'poison', { passes: false })).toBe('parked')
    })

    it('loses no failure of ten that race', async () => {
      const { outbox, written } = stage()
      const event = await written()
      const outcomes = await racing(10, () => outbox.failed(event, 'a failure'))
      expect(countOf(outcomes, 'parked')).toBe(1)
    })

    it('does not mind the failure of an event that there is not', async () => {
      const { outbox } = stage()
      expect(await outbox.failed(systemIds.userId() as string as EventId, 'whatever')).toBe('open')
    })

    it('prunes what has been closed for long, and never what is open or parked', async () => {
      const { outbox, signups, newcomer, written, ids, pass } = stage()
      const parked = await written()
      for (let failure = 0; failure < 10; failure += 1) await outbox.failed(parked, 'poison')
      const open = await written()
      const { event } = await newcomer()
      await signups.open(event, opening)
      await pass(30 * 86_400 - 60)
      expect(await outbox.prune(30)).toBe(0)
      await pass(120)
      expect(await outbox.prune(30)).toBe(1)
      expect(await ids()).toContain(open)
      expect(await outbox.failed(parked, 'poison')).toBe('parked')
    })
  })
