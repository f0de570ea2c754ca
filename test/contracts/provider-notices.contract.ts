import { describe, expect, it } from 'vitest'
import type { HeededNotice, ReceivedNotice } from '../../src/application/ports/provider-notices.ts'
import type { SealedProviderToken } from '../../src/application/ports/seals.ts'
import type { Identity } from '../../src/domain/identity.ts'
import { isOutlived } from '../../src/domain/provider-notice.ts'
import { end } from '../../src/domain/session.ts'
import { unlink } from '../../src/domain/signup-endings.ts'
import { block } from '../../src/domain/user.ts'
import { arranging, newSession, opening, racing, sealed, somebody, withdrawalPolicy } from './arranging.ts'
import type { Storage } from './storage.ts'

const how = (effect: HeededNotice['effect'], takesLinkAway = true, at: Date | null = null): HeededNotice => ({
  effect,
  takesLinkAway,
  takesTokensAway: takesLinkAway,
  endSignup: unlink,
  endSession: end,
  isOutlived: (provedAt) => isOutlived(at, provedAt),
})

export const providerNoticesContract = (storage: () => Storage) =>
  describe('ProviderNotices', () => {
    const stage = () => {
      const all = { ...storage(), ...arranging(storage()) }
      const notice = (identity: Identity, more: Partial<ReceivedNotice> = {}): ReceivedNotice => ({
        ...identity,
        notice: 'unlinked',
        id: null,
        at: null,
        ...more,
      })
      /** The event of a notice about this identity. */
      const told = async (identity: Identity) => {
        await all.notices.receive(notice(identity))
        const [event] = await all.events()
        if (!event) throw new Error('the notice told nothing')
        return event.id
      }
      return { ...all, notice, told }
    }

    it('tells of an identity that we know, and of no other', async () => {
      const { notices, notice, user, types, events } = stage()
      const { identity } = await user()
      await notices.receive(notice(somebody()))
      expect(await types()).toEqual([])
      await notices.receive(notice(identity, { notice: 'account_deleted' }))
      const [event] = await events()
      expect(event?.type).toBe('ProviderNoticeReceived')
      expect(event && (await notices.identityOf(event.id))).toEqual({
        ...identity,
        notice: 'account_deleted',
        at: null,
      })
    })

    it('tells once of a notice with an id, and of one that waits already', async () => {
      const { notices, notice, user, types } = stage()
      const [one, other] = [await user(), await user()]
      await racing(10, () => notices.receive(notice(one.identity, { id: 'a jti' })))
      expect(await types()).toEqual(['ProviderNoticeReceived'])
      for (let times = 0; times < 3; times += 1) await notices.receive(notice(other.identity))
      expect(await types()).toEqual(['ProviderNoticeReceived'])
    })

    it('tells of it again once the one before is settled, but never of the same id', async () => {
      const { notices, notice, told, user, types } = stage()
      const { identity } = await user()
      await notices.dismiss(await told(identity))
      await notices.receive(notice(identity, { id: 'a jti' }))
      expect(await types()).toEqual(['ProviderNoticeReceived'])
      await notices.receive(notice(identity, { id: 'a jti', notice: 'account_deleted' }))
      expect(await types()).toEqual([])
    })

    it('lets one that waits stand for another of the same kind, unless that one came later', async () => {
      const { notices, notice, user, types } = stage()
      const { identity } = await user()
      const at = (second: number) => notices.receive(notice(identity, { at: new Date(second * 1_000) }))
      await at(10)
      await at(10)
      await at(9)
      expect(await types()).toEqual(['ProviderNoticeReceived'])
      await at(11)
      expect(await types()).toEqual(['ProviderNoticeReceived'])
      await notices.receive(notice(identity))
      expect(await types()).toEqual(['ProviderNoticeReceived'])
      await at(12)
      expect(await types()).toEqual([])
    })

    it('keeps the time of a notice', async () => {
      const { notices, notice, user, events } = stage()
      const { identity } = await user()
      const at = new Date('2026-11-01T09:00:00Z')
      await notices.receive(notice(identity, { at }))
      const [event] = await events()
      expect(event && (await notices.identityOf(event.id))).toEqual({ ...identity, notice: 'unlinked', at })
    })

    it('takes no notice for one of the future, whatever the clock of the provider says', async () => {
      const { notices, logins, notice, user, events, pass } = stage()
      const { identity } = await user()
      await notices.receive(notice(identity, { at: new Date('2100-01-01T00:00:00Z') }))
      const [event] = await events()
      const told = event && (await notices.identityOf(event.id))
      await pass(1)
      const login = await logins.signIn(identity, newSession())
      if (login.kind !== 'signed_in' || !told?.at) throw new Error('nobody came, or nothing was told')
      expect(told.at.getTime()).toBeLessThanOrEqual(login.startedAt.getTime())
    })

    it('takes nothing away from who was there again after it, and does from who was not', async () => {
      const { notices, logins, users, told, user, types, pass } = stage()
      const { identity, userId, sessionId } = await user()
      await pass(60)
      const again = await logins.signIn(identity, newSession())
      if (again.kind !== 'signed_in') throw new Error(again.kind)
      await types()
      const seconds = (since: number) => new Date(again.startedAt.getTime() + since * 1_000)
      const late = await told(identity)
      expect(await notices.heed(late, how('withdraw', true, seconds(-30)))).toBe('linked_again')
      expect(await types()).toEqual([])
      expect(await users.inSession(userId, sessionId)).toBeDefined()
      expect(await notices.heed(await told(identity), how('sign_out', false, seconds(-30)))).toBe('heeded')
      expect(await users.inSession(userId, sessionId)).toBeUndefined()
      await types()
      expect(await notices.heed(await told(identity), how('withdraw', true, seconds(0)))).toBe('heeded')
      expect(await types()).toEqual(['WithdrawalRequested'])
    })

    it("forgets the provider's token with what it was good for, and keeps one that came later", async () => {
      const { notices, logins, told, user, withdrawals, events, pass } = stage()
      const sealedToken = 'the token' as SealedProviderToken
      /** What is left for taking the link away, after a notice that came so many seconds after the token. */
      const leftAfter = async (since: number, takesTokensAway = true) => {
        const { identity, userId } = await user()
        const login = await logins.signIn({ ...identity, sealedToken }, newSession())
        if (login.kind !== 'signed_in') throw new Error(login.kind)
        await events()
        const at = new Date(login.startedAt.getTime() + since * 1_000)
        await notices.heed(await told(identity), { ...how('sign_out', false, at), takesTokensAway })
        await withdrawals.withdraw(userId, end)
        await pass(withdrawalPolicy.graceSeconds)
        await withdrawals.eraseDue(10)
        const withdrew = (await events()).find(({ type }) => type === 'UserWithdrew')
        const due = withdrew ? await withdrawals.unlinksOf(withdrew.id) : []
        return due.map((unlink) => unlink.sealedToken)
      }
      expect(await leftAfter(60)).toEqual([null])
      expect(await leftAfter(-60)).toEqual([sealedToken])
      expect(await leftAfter(60, false)).toEqual([sealedToken])
    })

    it('leaves the signup alone of a newcomer who was there again after it, and of who linked it since', async () => {
      const { notices, signups, logins, links, told, pending, user, events, types, pass } = stage()
      const [{ identity, id }, other] = [await pending(), await pending()]
      await pass(60)
      const asking = await user()
      const now = await logins.signIn(asking.identity, newSession())
      if (now.kind !== 'signed_in') throw new Error(now.kind)
      const late = how('withdraw', true, new Date(now.startedAt.getTime() - 30_000))
      await logins.firstSeen(identity, sealed)
      await types()
      expect(await notices.heed(await told(identity), late)).toBe('linked_again')
      expect(await signups.find(id)).toMatchObject({ kind: 'found' })
      await links.link(other.identity, { ...asking, merge: false }, () => ({ kind: 'link' }))
      await events()
      expect(await notices.heed(await told(other.identity), late)).toBe('linked_again')
      expect(await links.ofUser(asking.userId)).toHaveLength(2)
    })

    it('signs a user out once, and leaves the way back in', async () => {
      const { notices, logins, told, user, types, events } = stage()
      const { identity, userId, sessionId } = await user()
      const event = await told(identity)
      await racing(5, () => notices.heed(event, how('sign_out')))
      expect(await types()).toEqual(['SessionRevoked'])
      expect(await stage().users.inSession(userId, sessionId)).toBeUndefined()
      expect(await logins.signIn(identity, newSession())).toMatchObject({ kind: 'signed_in' })
      expect((await events()).map(({ id }) => id)).not.toContain(event)
    })

    it('has a user leave whose only way in is gone', async () => {
      const { notices, logins, told, user, types } = stage()
      const { identity } = await user()
      await notices.heed(await told(identity), how('withdraw'))
      expect(await types()).toEqual(['SessionRevoked', 'WithdrawalRequested'])
      expect(await logins.signIn(identity, newSession())).toEqual({ kind: 'user_withdrawn' })
    })

    it('leaves a blocked user blocked', async () => {
      const { notices, users, logins, told, user } = stage()
      const { identity, userId } = await user()
      await users.changeStatus(userId, block, end)
      await stage().types()
      await notices.heed(await told(identity), how('withdraw'))
      expect(await logins.signIn(identity, newSession())).toEqual({ kind: 'user_blocked' })
    })

    it('ends a signup that was not finished, with all that it holds', async () => {
      const { notices, signups, logins, told, pending, types } = stage()
      const { identity, id } = await pending()
      await types()
      await notices.heed(await told(identity), how('sign_out'))
      expect(await types()).toEqual(['PendingSignupUnlinked'])
      expect(await signups.find(id)).toEqual({ kind: 'signup_expired' })
      await logins.firstSeen(identity, sealed)
      expect(await types()).toEqual(['UserFirstSeen'])
    })

    it('keeps a signup from being built for who is gone', async () => {
      const { notices, signups, told, newcomer } = stage()
      const { identity, event } = await newcomer()
      await notices.heed(await told(identity), how('sign_out'))
      expect(await signups.open(event, opening)).toBe('gone')
    })

    it('leaves a signup alone when only sessions are over', async () => {
      const { notices, signups, told, pending } = stage()
      const { identity, id } = await pending()
      await notices.heed(await told(identity), how('sign_out', false))
      expect(await signups.find(id)).toMatchObject({ kind: 'found' })
    })

    it('forgets ids after their days', async () => {
      const { notices, notice, user, types, pass } = stage()
      const { identity } = await user()
      await notices.receive(notice(identity, { id: 'a jti' }))
      await types()
      await pass(86_400 + 1)
      expect(await notices.prune(2)).toBe(0)
      expect(await notices.prune(1)).toBe(1)
    })
  })
