import { describe, expect, it } from 'vitest'
import { systemIds } from '../../src/adapters/outbound/system/ids.ts'
import type { SealedProfile } from '../../src/application/ports/seals.ts'
import { arranging, completing, newSession, racing, sealed, somebody } from './arranging.ts'
import type { Storage } from './storage.ts'

export const loginsContract = (storage: () => Storage) =>
  describe('Logins', () => {
    const stage = () => ({ ...storage(), ...arranging(storage()) })

    it('does not know somebody whom nobody has shown, and writes nothing of them', async () => {
      const { logins, types } = stage()
      expect(await logins.signIn(somebody(), newSession())).toEqual({ kind: 'unknown' })
      expect(await types()).toEqual([])
    })

    it('does not know a newcomer before their signup is completed', async () => {
      const { logins, pending, types } = stage()
      const { identity } = await pending()
      await types()
      expect(await logins.signIn(identity, newSession())).toEqual({ kind: 'unknown' })
      expect(await types()).toEqual([])
    })

    it('starts a session for a user, and tells of it', async () => {
      const { logins, users, sessions, user, types } = stage()
      const { identity, userId } = await user()
      const { first, ...session } = newSession()
      expect(await logins.signIn(identity, session)).toEqual({
        kind: 'signed_in',
        user: { id: userId, nickname: '길동' },
        clientId: null,
        sessionId: session.id,
        provider: 'kakao',
        startedAt: expect.any(Date),
      })
      expect(await types()).toEqual(['UserLoggedIn'])
      expect(await users.inSession(userId, session.id)).toMatchObject({ id: userId })
      expect(await sessions.holder(first)).toMatchObject({ sessionId: session.id, user: { id: userId } })
    })

    it('starts a session that ends when it was meant to', async () => {
      const { logins, users, user, pass } = stage()
      const { identity, userId } = await user()
      const session = newSession(60)
      await logins.signIn(identity, session)
      await pass(59)
      expect(await users.inSession(userId, session.id)).toBeDefined()
      await pass(1)
      expect(await users.inSession(userId, session.id)).toBeUndefined()
    })

    it('starts no session twice: the second throws, and neither row nor event is left of it', async () => {
      const { logins, users, user, types } = stage()
      const [one, other] = [await user(), await user()]
      const session = newSession()
      await logins.signIn(one.identity, session)
      await types()
      await expect(logins.signIn(other.identity, session)).rejects.toThrow()
      expect(await types()).toEqual([])
      expect(await users.inSession(one.userId, session.id)).toBeDefined()
      expect(await users.inSession(other.userId, session.id)).toBeUndefined()
    })

    it('lets twenty logins of one user race, each with its own session', async () => {
      const { logins, users, user, types } = stage()
      const { identity, userId } = await user()
      const sessions = Array.from({ length: 20 }, () => newSession())
      await racing(20, (racer) => logins.signIn(identity, sessions[racer] ?? newSession()))
      expect(await types()).toEqual(Array(20).fill('UserLoggedIn'))
      for (const { id } of sessions) expect(await users.inSession(userId, id)).toBeDefined()
    })

    it('tells one first sight of each of twenty people, who race ten times each', async () => {
      const { logins, types } = stage()
      const people = Array.from({ length: 20 }, somebody)
      const ids = await racing(200, (racer) => logins.firstSeen(people[racer % 20] ?? somebody(), sealed))
      expect(await types()).toEqual(Array(20).fill('UserFirstSeen'))
      expect(new Set(ids).size).toBe(20)
      for (const [racer, id] of ids.entries()) expect(id).toBe(ids[racer % 20])
    })

    it('takes the same subject at two providers for two people', async () => {
      const { logins, types } = stage()
      const { subject } = somebody()
      const [one, other] = [
        await logins.firstSeen({ provider: 'kakao', subject }, sealed),
        await logins.firstSeen({ provider: 'naver' as 'kakao', subject }, sealed),
      ]
      expect(one).not.toBe(other)
      expect(await types()).toEqual(['UserFirstSeen', 'UserFirstSeen'])
    })

    it('tells a first sight once, and keeps what the provider said last', async () => {
      const { logins, signups, pending, types } = stage()
      const { identity, id } = await pending()
      await types()
      const newer = 'a newer sealed profile' as SealedProfile
      expect(await logins.firstSeen(identity, newer)).toBe(id)
      expect(await types()).toEqual([])
      expect(await signups.find(id)).toMatchObject({ kind: 'found', sealedProfile: newer })
    })

    it('keeps nothing that a provider says of a user', async () => {
      const { logins, signups, user, types } = stage()
      const { identity, id } = await user()
      expect(await logins.firstSeen(identity, 'too late' as SealedProfile)).toBe(id)
      expect(await types()).toEqual([])
      expect(await signups.find(id)).toEqual({ kind: 'already_completed' })
      expect(await logins.signIn(identity, newSession())).toMatchObject({ kind: 'signed_in' })
    })

    it('lets a first sight race the end of a signup without losing either', async () => {
      const { logins, signups, pending } = stage()
      for (let round = 0; round < 10; round += 1) {
        const { identity, id } = await pending()
        const userId = systemIds.userId()
        await Promise.all([
          signups.complete(id, newSession(), completing(userId)),
          ...Array.from({ length: 5 }, () => logins.firstSeen(identity, sealed)),
        ])
        expect(await logins.signIn(identity, newSession())).toMatchObject({ user: { id: userId } })
      }
    })

    it('lets nobody wait for an event that nobody consumes', async () => {
      const { logins, unheard, user, types } = stage()
      const { identity } = await user()
      await unheard.logins.signIn(identity, newSession())
      await unheard.logins.firstSeen(somebody(), sealed)
      expect(await types()).toEqual([])
      await logins.signIn(identity, newSession())
      expect(await types()).toEqual(['UserLoggedIn'])
    })
  })
