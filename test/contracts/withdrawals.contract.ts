import { describe, expect, it } from 'vitest'
import { systemIds } from '../../src/adapters/outbound/system/ids.ts'
import type { SealedProviderToken } from '../../src/application/ports/seals.ts'
import { end } from '../../src/domain/session.ts'
import { block } from '../../src/domain/user.ts'
import { arranging, completing, countOf, newSession, opening, racing, sealed, somebody } from './arranging.ts'
import type { Storage } from './storage.ts'

export const withdrawalsContract = (storage: () => Storage) =>
  describe('Withdrawals', () => {
    const stage = () => ({ ...storage(), ...arranging(storage()) })

    /** Somebody who left, and whose grace is over. */
    const erased = async () => {
      const all = stage()
      const left = await all.user()
      await all.withdrawals.withdraw(left.userId, end)
      await all.pass(3_600)
      expect(await all.withdrawals.eraseDue(10)).toBe(1)
      const event = (await all.events()).find(({ type }) => type === 'UserWithdrew')
      if (!event) throw new Error('no UserWithdrew was told')
      return { ...all, ...left, event: event.id }
    }

    it('ends every session of who leaves, and tells of it', async () => {
      const { withdrawals, users, logins, user, types } = stage()
      const { userId, sessionId, identity } = await user()
      await logins.signIn(identity, newSession())
      await types()
      expect(await withdrawals.withdraw(userId, end)).toEqual({ kind: 'withdrawn' })
      expect(await types()).toEqual(['SessionRevoked', 'SessionRevoked', 'WithdrawalRequested'])
      expect(await users.inSession(userId, sessionId)).toBeUndefined()
      expect(await logins.signIn(identity, newSession())).toEqual({ kind: 'user_withdrawn' })
    })

    it('lets one of twenty racing withdrawals be the one', async () => {
      const { withdrawals, user, types } = stage()
      const { userId } = await user()
      const kinds = (await racing(20, () => withdrawals.withdraw(userId, end))).map(({ kind }) => kind)
      expect(countOf(kinds, 'withdrawn')).toBe(1)
      expect(await types()).toEqual(['SessionRevoked', 'WithdrawalRequested'])
      expect(await withdrawals.withdraw(systemIds.userId(), end)).toEqual({ kind: 'no_user' })
    })

    it('takes who comes back in time for the user that they were', async () => {
      const { withdrawals, logins, user, types, pass } = stage()
      const { userId, identity } = await user()
      await withdrawals.withdraw(userId, end)
      await pass(3_590)
      expect(await withdrawals.eraseDue(10)).toBe(0)
      await types()
      expect(await withdrawals.comeBack(identity)).toBe('user')
      expect(await types()).toEqual(['WithdrawalCancelled'])
      expect(await logins.signIn(identity, newSession())).toMatchObject({
        kind: 'signed_in',
        user: { id: userId },
      })
      await pass(10)
      expect(await withdrawals.eraseDue(10)).toBe(0)
    })

    it('erases who comes back too late, and makes them a first sight', async () => {
      const { withdrawals, logins, signups, user, types, events, pass } = stage()
      const { userId, identity } = await user()
      await withdrawals.withdraw(userId, end)
      await pass(3_600)
      await types()
      expect(await withdrawals.comeBack(identity)).toBe('nobody')
      expect(await logins.signIn(identity, newSession())).toEqual({ kind: 'unknown' })
      const again = await logins.firstSeen(identity, sealed)
      const told = await events()
      expect(told.map(({ type }) => type).sort()).toEqual(['UserFirstSeen', 'UserWithdrew'])
      const seen = told.find(({ type }) => type === 'UserFirstSeen')
      expect(seen && (await signups.open(seen.id, opening))).toBe('opened')
      const outcome = await signups.complete(again, newSession(), completing(systemIds.userId()))
      expect(outcome).toMatchObject({ kind: 'signed_in' })
      expect(outcome.kind === 'signed_in' && outcome.user.id).not.toBe(userId)
    })

    it('tells once of who comes back by twenty logins at once', async () => {
      const { withdrawals, user, types } = stage()
      const { userId, identity } = await user()
      await withdrawals.withdraw(userId, end)
      await types()
      const came = await racing(20, () => withdrawals.comeBack(identity))
      expect(countOf(came, 'user')).toBeGreaterThan(0)
      expect(await types()).toEqual(['WithdrawalCancelled'])
    })

    it('erases once who comes back too late while the sweep is at it', async () => {
      const { withdrawals, user, types, pass } = stage()
      for (let times = 0; times < 10; times += 1) {
        const { userId, identity } = await user()
        await withdrawals.withdraw(userId, end)
        await pass(3_600)
        await types()
        await racing<unknown>(6, (racer) =>
          racer % 2 ? withdrawals.eraseDue(10) : withdrawals.comeBack(identity),
        )
        expect(await types()).toEqual(['UserWithdrew'])
      }
    })

    it('does not let who is blocked leave, and so come back unblocked', async () => {
      const { withdrawals, users, logins, user } = stage()
      const { userId, identity } = await user()
      await users.changeStatus(userId, block, end)
      expect(await withdrawals.withdraw(userId, end)).toEqual({ kind: 'no_user' })
      expect(await logins.signIn(identity, newSession())).toEqual({ kind: 'user_blocked' })
    })

    it('comes back for nobody who never left', async () => {
      const { withdrawals, user } = stage()
      const { identity } = await user()
      expect(await withdrawals.comeBack(identity)).toBe('nobody')
    })

    it('erases each once, however many sweep', async () => {
      const { withdrawals, user, types, pass } = stage()
      for (const { userId } of [await user(), await user()]) await withdrawals.withdraw(userId, end)
      await pass(3_600)
      await types()
      const swept = await racing(5, () => withdrawals.eraseDue(10))
      expect(swept.reduce((sum, each) => sum + each)).toBe(2)
      expect(await types()).toEqual(['UserWithdrew', 'UserWithdrew'])
    })

    it('remembers whom a provider must be told about until it was', async () => {
      const { withdrawals, event, identity } = await erased()
      const [unlink, ...others] = await withdrawals.unlinksOf(event)
      expect([unlink, others]).toMatchObject([identity, []])
      if (unlink) await withdrawals.unlinked(unlink)
      expect(await withdrawals.unlinksOf(event)).toEqual([])
    })

    it('has the newest token that the provider gave, however the identity was shown', async () => {
      const { withdrawals, links, logins, signups, user, events } = stage()
      const kept = (name: string) => ({ sealedToken: name as SealedProviderToken })
      const [shown, linked] = [somebody(), somebody()]
      const id = await logins.firstSeen({ ...shown, ...kept('first') }, sealed)
      await logins.firstSeen(shown, sealed)
      const [seen] = await events()
      if (seen) await signups.open(seen.id, opening)
      const session = newSession()
      await signups.complete(id, session, completing(systemIds.userId()))
      const signedIn = await logins.signIn({ ...shown, ...kept('second') }, newSession())
      if (signedIn.kind !== 'signed_in') throw new Error(signedIn.kind)
      await logins.signIn(shown, newSession())
      const request = { userId: signedIn.user.id, sessionId: session.id, merge: false }
      await links.link({ ...linked, ...kept('third') }, request, () => ({ kind: 'link' }))
      await user()
      await withdrawals.withdraw(signedIn.user.id, end)
      await storage().pass(3_600)
      await withdrawals.eraseDue(10)
      const withdrew = (await events()).find(({ type }) => type === 'UserWithdrew')
      const due = withdrew ? await withdrawals.unlinksOf(withdrew.id) : []
      expect(due.map(({ sealedToken }) => sealedToken).sort()).toEqual(['second', 'third'])
    })

    it('tells about a login that was taken away, and about that one alone', async () => {
      const { withdrawals, links, logins, user, events, pass } = stage()
      const [asking, second, third] = [await user(), somebody(), somebody()]
      const request = { userId: asking.userId, sessionId: asking.sessionId, merge: false }
      for (const identity of [second, third]) await links.link(identity, request, () => ({ kind: 'link' }))
      await events()
      const own = await links.ofUser(asking.userId)
      const sessions = { asking: asking.sessionId, end }
      for (const { id } of own.filter(({ id }) => id !== asking.id))
        await links.unlink(asking.userId, id, sessions, () => ({ kind: 'unlink' }))
      const [first, other] = await events()
      if (!first || !other) throw new Error('two were not told of')
      const [due] = await withdrawals.unlinksOf(first.id)
      expect(await withdrawals.unlinksOf(first.id)).toHaveLength(1)
      expect([second, third]).toContainEqual({ provider: due?.provider, subject: due?.subject })
      await withdrawals.close(first.id)
      expect(await withdrawals.unlinksOf(first.id)).toEqual([])
      const [left] = await withdrawals.unlinksOf(other.id)
      expect(left).toBeDefined()
      // Whoever is here again has a link again, which is not ours to take away.
      if (left) await logins.firstSeen({ provider: left.provider, subject: left.subject }, sealed)
      expect(await withdrawals.unlinksOf(other.id)).toEqual([])
      await withdrawals.close(other.id)
      await pass(600)
      expect(await withdrawals.withdraw(asking.userId, end)).toEqual({ kind: 'withdrawn' })
    })

    it('leaves those alone who are here again as somebody new', async () => {
      const { withdrawals, logins, event, identity } = await erased()
      await logins.firstSeen(identity, sealed)
      expect(await withdrawals.unlinksOf(event)).toEqual([])
    })

    it('closes its event once, and then has nobody left to tell about', async () => {
      const { withdrawals, ids, event, pass } = { ...(await erased()), ids: stage().events }
      await withdrawals.close(event)
      await withdrawals.close(event)
      await pass(600)
      expect((await ids()).map(({ id }) => id)).not.toContain(event)
      expect(await withdrawals.unlinksOf(event)).toEqual([])
    })

    it('keeps the consents as evidence, and destroys them on their day', async () => {
      const { withdrawals, consents, userId, event, pass } = await erased()
      await withdrawals.close(event)
      expect(await consents.ledger(userId)).not.toEqual([])
      await pass(2 * 86_400 - 10)
      expect(await withdrawals.destroyDue(10)).toBe(0)
      await pass(10)
      expect(await withdrawals.destroyDue(10)).toBe(1)
      expect(await consents.ledger(userId)).toEqual([])
      expect(await withdrawals.destroyDue(10)).toBe(0)
    })

    it('destroys what is kept of who was merged, and merged again, when that of the survivor goes', async () => {
      const { withdrawals, consents, links, user, events, pass } = stage()
      const [survivor, second, first] = [await user(), await user(), await user()]
      for (const [into, merged] of [
        [second, first],
        [survivor, second],
      ] as const) {
        const request = { userId: into.userId, sessionId: into.sessionId, merge: true }
        const merging = () => ({ kind: 'merge', merged: merged.userId }) as const
        expect(await links.link(merged.identity, request, merging)).toEqual({ kind: 'merged' })
      }
      await pass(2 * 86_400)
      expect(await withdrawals.destroyDue(10)).toBe(0)
      await withdrawals.withdraw(survivor.userId, end)
      await pass(3_600)
      expect(await withdrawals.eraseDue(10)).toBe(1)
      for (const { id, type } of await events()) if (type === 'UserWithdrew') await withdrawals.close(id)
      expect(await withdrawals.destroyDue(10)).toBe(0)
      for (const one of [survivor, second, first]) expect(await consents.ledger(one.userId)).not.toEqual([])
      await pass(2 * 86_400)
      expect(await withdrawals.destroyDue(10)).toBe(3)
      for (const one of [survivor, second, first]) expect(await consents.ledger(one.userId)).toEqual([])
    })

    it('forgets nobody whom a provider has still to be told about', async () => {
      const { withdrawals, event, pass } = await erased()
      await pass(2 * 86_400)
      expect(await withdrawals.destroyDue(10)).toBe(0)
      await withdrawals.close(event)
      expect(await withdrawals.destroyDue(10)).toBe(1)
    })
  })
