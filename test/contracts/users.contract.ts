import { describe, expect, it } from 'vitest'
import { systemIds } from '../../src/adapters/outbound/system/ids.ts'
import { end, rotate } from '../../src/domain/session.ts'
import { complete } from '../../src/domain/signup-completion.ts'
import type { User } from '../../src/domain/user.ts'
import { block, changeProfile, unblock } from '../../src/domain/user.ts'
import { arranging, newSession, racing, sessionPolicy, somebody, successorOf } from './arranging.ts'
import type { Storage } from './storage.ts'

const naming = (nickname: string) => (user: User) => changeProfile(user, { nickname })

export const usersContract = (storage: () => Storage) =>
  describe('Users', () => {
    const stage = () => ({ ...storage(), ...arranging(storage()) })

    it('finds a user in their own live session, and nobody else', async () => {
      const { users, user } = stage()
      const [one, other] = [await user(), await user()]
      expect(await users.inSession(one.userId, one.sessionId)).toEqual({
        id: one.userId,
        nickname: '길동',
        email: null,
        emailVerified: false,
        createdAt: expect.any(Date),
        profile: {},
      })
      expect(await users.inSession(one.userId, other.sessionId)).toBeUndefined()
      expect(await users.inSession(one.userId, newSession().id)).toBeUndefined()
      expect(await users.inSession(systemIds.userId(), one.sessionId)).toBeUndefined()
    })

    it('finds nobody in a session that was ended or is over', async () => {
      const { users, sessions, user, pass } = stage()
      const [ended, expired] = [await user(), await user(60)]
      await sessions.end(ended.sessionId, undefined, end)
      expect(await users.inSession(ended.userId, ended.sessionId)).toBeUndefined()
      await pass(59)
      expect(await users.inSession(expired.userId, expired.sessionId)).toBeDefined()
      await pass(1)
      expect(await users.inSession(expired.userId, expired.sessionId)).toBeUndefined()
    })

    it('stores a change, and the same change again', async () => {
      const { users, logins, user } = stage()
      const { userId, sessionId, identity } = await user()
      const change = (current: User) =>
        changeProfile(current, { nickname: '활빈당', email: 'gildong@example.com' })
      const changed = await users.change(userId, change)
      expect(changed).toMatchObject({
        kind: 'changed',
        user: { nickname: '활빈당', email: 'gildong@example.com', emailVerified: false },
      })
      expect(await users.change(userId, change)).toEqual(changed)
      expect(changed.kind === 'changed' && changed.user).toEqual(await users.inSession(userId, sessionId))
      expect(await logins.signIn(identity, newSession())).toMatchObject({ user: { nickname: '활빈당' } })
    })

    it('takes every nickname that the domain takes, counted as it counts', async () => {
      const { users, user } = stage()
      const { userId, sessionId } = await user()
      for (const nickname of [
        '가'.repeat(30),
        '\u{1f44d}'.repeat(30),
        'q\u0301'.repeat(15),
        "'; --",
        '\\',
        '"',
      ]) {
        expect(await users.change(userId, naming(nickname))).toMatchObject({ kind: 'changed' })
        expect(await users.inSession(userId, sessionId)).toMatchObject({ nickname })
      }
    })

    it('writes nothing of a refusal', async () => {
      const { users, user } = stage()
      const { userId, sessionId } = await user()
      expect(await users.change(userId, naming(''))).toMatchObject({ kind: 'invalid_profile' })
      expect(await users.inSession(userId, sessionId)).toMatchObject({ nickname: '길동' })
    })

    it('leaves nothing of a decision that throws, and holds nothing afterwards', async () => {
      const { users, user } = stage()
      const { userId, sessionId } = await user()
      const fails = (): never => {
        throw new Error('the decision failed')
      }
      await expect(users.change(userId, fails)).rejects.toThrow('the decision failed')
      expect(await users.inSession(userId, sessionId)).toMatchObject({ nickname: '길동' })
      expect(await users.change(userId, naming('활빈당'))).toMatchObject({ kind: 'changed' })
    })

    it('loses none of twenty racing changes', async () => {
      const { users, user } = stage()
      const { userId, sessionId } = await user()
      await racing(20, () => users.change(userId, (current) => naming(`${current.nickname}가`)(current)))
      expect(await users.inSession(userId, sessionId)).toMatchObject({ nickname: `길동${'가'.repeat(20)}` })
    })

    it('ends every session of whoever is blocked, with its events, and lets them in no more', async () => {
      const { users, sessions, logins, user, types } = stage()
      const [{ userId, sessionId, first, identity }, other] = [await user(), await user()]
      await logins.signIn(identity, newSession())
      await types()
      expect(await users.changeStatus(userId, block, end)).toEqual({
        kind: 'changed',
        status: 'blocked',
        endedSessions: 2,
      })
      expect(await types()).toEqual(['SessionRevoked', 'SessionRevoked'])
      expect(await users.inSession(userId, sessionId)).toBeUndefined()
      expect(await sessions.holder(first)).toBeUndefined()
      expect(await logins.signIn(identity, newSession())).toEqual({ kind: 'user_blocked' })
      expect(await types()).toEqual([])
      expect(await users.inSession(other.userId, other.sessionId)).toBeDefined()
    })

    it('blocks again without a word, and unblocks for a new login alone', async () => {
      const { users, logins, user, types } = stage()
      const { userId, sessionId, identity } = await user()
      await users.changeStatus(userId, block, end)
      await types()
      expect(await users.changeStatus(userId, block, end)).toMatchObject({ endedSessions: 0 })
      expect(await users.changeStatus(userId, unblock, end)).toMatchObject({ status: 'active' })
      expect(await types()).toEqual([])
      expect(await users.inSession(userId, sessionId)).toBeUndefined()
      expect(await logins.signIn(identity, newSession())).toMatchObject({ kind: 'signed_in' })
    })

    it('leaves no live session of a user who is blocked while they log in and refresh', async () => {
      const { users, sessions, logins, user } = stage()
      const { userId, identity, first } = await user()
      const session = newSession()
      await Promise.all([
        logins.signIn(identity, session),
        users.changeStatus(userId, block, end),
        sessions.rotate(first, (found, now) =>
          rotate(found, successorOf(newSession().refreshTokenHash), sessionPolicy, now),
        ),
      ])
      expect(await users.inSession(userId, session.id)).toBeUndefined()
      expect(await users.inSession(userId, first.sessionId)).toBeUndefined()
      await users.changeStatus(userId, unblock, end)
      expect(await users.inSession(userId, session.id)).toBeUndefined()
    })

    it('changes the status of nobody who is refused, and of no user that there is not', async () => {
      const { users, user } = stage()
      const { userId, sessionId } = await user()
      const withdrawn = () => block('withdrawn')
      expect(await users.changeStatus(userId, withdrawn, end)).toEqual({ kind: 'user_withdrawn' })
      expect(await users.inSession(userId, sessionId)).toBeDefined()
      expect(await users.changeStatus(systemIds.userId(), block, end)).toEqual({ kind: 'no_user' })
    })

    it('names the logins of an active user with a verified e-mail, to the letter, and of nobody else', async () => {
      const { users, links, signups, pending } = stage()
      const member = async (email: string, verifiedEmail: string | null) => {
        const { id } = await pending()
        const [userId, session] = [systemIds.userId(), newSession()]
        await signups.complete(id, session, (signup, now) =>
          complete(
            signup,
            { profile: { nickname: '길동', email }, agreedTerms: ['tos'] },
            { userId, verifiedEmail },
            now,
          ),
        )
        return { userId, sessionId: session.id }
      }
      const gildong = await member('gildong@example.com', 'gildong@example.com')
      await member('typed@example.com', null)
      expect(await users.providersOfEmail('gildong@example.com')).toEqual(['kakao'])
      for (const nobodys of ['typed@example.com', 'Gildong@example.com', 'gildong@example', ''])
        expect(await users.providersOfEmail(nobodys)).toEqual([])

      for (const provider of ['google', 'kakao'] as const) {
        const shown = { ...somebody(), provider, sealedToken: null }
        await links.link(shown, { ...gildong, merge: false }, () => ({ kind: 'link' }))
      }
      expect(await users.providersOfEmail('gildong@example.com')).toEqual(['google', 'kakao'])
      await users.changeStatus(gildong.userId, block, end)
      expect(await users.providersOfEmail('gildong@example.com')).toEqual([])
      await users.changeStatus(gildong.userId, unblock, end)
      await users.change(gildong.userId, (user) => changeProfile(user, { email: 'typed@example.com' }))
      expect(await users.providersOfEmail('gildong@example.com')).toEqual([])
      expect(await users.providersOfEmail('typed@example.com')).toEqual([])
    })

    it('has no user to change where there is none', async () => {
      const { users } = stage()
      expect(await users.change(systemIds.userId(), naming('활빈당'))).toEqual({ kind: 'no_user' })
    })
  })
