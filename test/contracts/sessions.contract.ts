import { describe, expect, it } from 'vitest'
import { opaqueRefreshTokens } from '../../src/adapters/outbound/tokens/refresh-tokens.ts'
import type { PresentedToken } from '../../src/application/ports/sessions.ts'
import type { Refreshing, Standing } from '../../src/domain/session.ts'
import { end, rotate } from '../../src/domain/session.ts'
import { arranging, countOf, newSession, racing, sessionPolicy, successorOf } from './arranging.ts'
import type { Storage } from './storage.ts'

const fails = (): never => {
  throw new Error('the decision failed')
}
const newToken = ({ sessionId }: PresentedToken) => opaqueRefreshTokens.next(sessionId)
const refused = { kind: 'invalid_grant' }
const rotatingTo = (next: PresentedToken) => (found: Refreshing, now: Date) =>
  rotate(found, successorOf(next.hash), sessionPolicy, now)

export const sessionsContract = (storage: () => Storage) =>
  describe('Sessions', () => {
    const stage = () => {
      const { sessions, ...rest } = storage()
      /** Presents a token; the successor that it was traded for, if any. */
      const trade = async (presented: PresentedToken) => {
        const next = opaqueRefreshTokens.next(presented.sessionId)
        const outcome = await sessions.rotate(presented, rotatingTo(next))
        return outcome.kind === 'rotated' ? next : undefined
      }
      const successor = async (presented: PresentedToken) => {
        const next = await trade(presented)
        if (!next) throw new Error('not rotated')
        return next
      }
      return { sessions, ...rest, ...arranging(storage()), trade, successor }
    }

    describe('rotate', () => {
      it('stores the successor, and when and where it was asked for', async () => {
        const { sessions, user, types, pass } = stage()
        const { first, userId, sessionId } = await user()
        await pass(60)
        const next = opaqueRefreshTokens.next(sessionId)
        const rotated = await sessions.rotate(first, rotatingTo(next))
        expect(rotated).toEqual({ kind: 'rotated' })
        expect(await sessions.holder(next)).toMatchObject({ sessionId, isCurrent: true })
        const [stored] = await sessions.ofUser(userId)
        expect(stored).toMatchObject({
          id: sessionId,
          current: next.hash,
          previous: first.hash,
          endedAt: null,
        })
        expect(stored).toMatchObject({ device: { address: '127.0.0.1' }, lastAddress: '127.0.0.2' })
        expect(stored?.lastUsedAt).toEqual(stored?.rotatedAt)
        expect(stored?.lastUsedAt.getTime()).toBeGreaterThanOrEqual(
          (stored?.startedAt.getTime() ?? 0) + 60_000,
        )
        expect(await types()).toEqual([])
      })

      it('knows how each token stands in the chain', async () => {
        const { sessions, user, successor } = stage()
        const { first } = await user()
        const second = await successor(first)
        const third = await successor(second)
        const fourth = await successor(third)
        const foreign = opaqueRefreshTokens.next(first.sessionId)
        const standings: Standing[] = []
        const looking = ({ standing }: Refreshing) => {
          standings.push(standing)
          return { kind: 'invalid_grant', events: [] } as const
        }
        for (const token of [first, second, third, fourth, foreign]) await sessions.rotate(token, looking)
        expect(standings).toEqual(['older', 'older', 'previous', 'current', 'foreign'])
      })

      it('does not take a token of one session for one of another', async () => {
        const { sessions, user, successor, trade } = stage()
        const [mine, theirs] = [await user(), await user()]
        const crossed = { sessionId: theirs.sessionId, hash: mine.first.hash }
        expect(await trade(crossed)).toBeUndefined()
        await successor(await successor(mine.first))
        expect(await trade(crossed)).toBeUndefined()
        expect(await sessions.holder(theirs.first)).toBeDefined()
      })

      it('refuses a token of a session that there is not, without a decision', async () => {
        const { sessions } = stage()
        expect(await sessions.rotate(opaqueRefreshTokens.start(), fails)).toEqual(refused)
      })

      it('leaves one successor of fifty racing refreshes, alive', async () => {
        const { user, trade, types } = stage()
        const { first } = await user()
        const successors = (await racing(50, () => trade(first))).filter((next) => next !== undefined)
        expect(successors).toHaveLength(1)
        expect(await types()).toEqual([])
        const [winner] = successors
        expect(winner && (await trade(winner))).toBeDefined()
      })

      it('forgives the predecessor within the grace, and ends the session after it', async () => {
        const { sessions, user, successor, trade, pass, types } = stage()
        const { first } = await user()
        const second = await successor(first)
        await pass(9)
        expect(await trade(first)).toBeUndefined()
        expect(await sessions.holder(second)).toBeDefined()
        expect(await types()).toEqual([])
        await pass(1)
        expect(await trade(first)).toBeUndefined()
        expect(await sessions.holder(second)).toBeUndefined()
        expect(await types()).toEqual(['RefreshTokenReused', 'SessionRevoked'])
      })

      it('tells the predecessor within the grace what it was told before, until the next rotation', async () => {
        const { sessions, user, successor } = stage()
        const { first } = await user()
        const second = await successor(first)
        const repeated = { kind: 'repeated', sealedAnswer: `the answer with ${second.hash}` }
        expect(await sessions.rotate(first, rotatingTo(newToken(first)))).toEqual(repeated)
        expect(await sessions.rotate(first, rotatingTo(newToken(first)))).toEqual(repeated)
        const third = await successor(second)
        expect(await sessions.rotate(second, rotatingTo(newToken(first)))).toEqual({
          kind: 'repeated',
          sealedAnswer: `the answer with ${third.hash}`,
        })
      })

      it('tells all of fifty racers of the one successor', async () => {
        const { sessions, user } = stage()
        const { first } = await user()
        const made = Array.from({ length: 50 }, () => newToken(first))
        const outcomes = await Promise.all(made.map((next) => sessions.rotate(first, rotatingTo(next))))
        const winner = made[outcomes.findIndex(({ kind }) => kind === 'rotated')]
        expect(winner && (await sessions.holder(winner))).toMatchObject({ isCurrent: true })
        const others = outcomes.filter(({ kind }) => kind !== 'rotated')
        expect(others).toEqual(
          Array.from({ length: 49 }, () => ({
            kind: 'repeated',
            sealedAnswer: `the answer with ${winner?.hash}`,
          })),
        )
      })

      it('erases answers when their grace is over, and no others', async () => {
        const { sessions, user, successor, pass } = stage()
        const [early, late] = [await user(), await user()]
        await successor(early.first)
        await pass(5)
        await successor(late.first)
        expect(await sessions.eraseAnswers(10)).toBe(0)
        await pass(5)
        expect(await sessions.eraseAnswers(10)).toBe(1)
        expect(await sessions.rotate(late.first, rotatingTo(newToken(late.first)))).toMatchObject({
          kind: 'repeated',
          sealedAnswer: expect.any(String),
        })
        await pass(5)
        expect(await sessions.eraseAnswers(10)).toBe(1)
        expect(await sessions.eraseAnswers(10)).toBe(0)
      })

      it('erases so many at once and no more', async () => {
        const { sessions, user, successor, pass } = stage()
        for (let each = 0; each < 3; each += 1) await successor((await user()).first)
        await pass(10)
        expect([await sessions.eraseAnswers(2), await sessions.eraseAnswers(2)]).toEqual([2, 1])
      })

      it('is told when nobody used the session for too long (ASVS 7.3.1)', async () => {
        const { sessions, user, users, successor, trade, pass, types } = stage()
        const { first, userId, sessionId } = await user(7_200)
        await pass(1_799)
        const second = await successor(first)
        await pass(1_799)
        expect(await users.inSession(userId, sessionId)).toBeDefined()
        await pass(1)
        expect(await users.inSession(userId, sessionId)).toBeUndefined()
        expect(await sessions.holder(second)).toBeUndefined()
        expect(await sessions.ofUser(userId)).toEqual([])
        expect(await trade(second)).toBeUndefined()
        expect(await types()).toEqual([])
      })

      it('ends the session of a user who may not be here (RT2)', async () => {
        const { sessions, user, types } = stage()
        const { first, userId } = await user()
        const blocked = (found: Refreshing, now: Date) =>
          rotatingTo(newToken(first))({ ...found, userStatus: 'blocked' }, now)
        expect(await sessions.rotate(first, blocked)).toEqual(refused)
        expect(await types()).toEqual(['SessionRevoked'])
        expect(await sessions.ofUser(userId)).toEqual([])
      })

      it('stores the end of the session although the answer is a refusal', async () => {
        const { user, users, successor, trade, types } = stage()
        const { first, userId, sessionId } = await user()
        const third = await successor(await successor(first))
        expect(await trade(first)).toBeUndefined()
        expect(await types()).toEqual(['RefreshTokenReused', 'SessionRevoked'])
        expect(await users.inSession(userId, sessionId)).toBeUndefined()
        expect(await trade(third)).toBeUndefined()
      })

      it('tells of a reuse once, when twenty thieves race', async () => {
        const { user, successor, trade, types } = stage()
        const { first } = await user()
        const third = await successor(await successor(first))
        const outcomes = await racing(20, (racer) => trade(racer === 10 ? third : first))
        expect(countOf(outcomes, undefined)).toBeGreaterThanOrEqual(19)
        expect(await types()).toEqual(['RefreshTokenReused', 'SessionRevoked'])
        expect(await trade(third)).toBeUndefined()
      })

      it('leaves nothing of a decision that throws', async () => {
        const { sessions, user, trade, types } = stage()
        const { first } = await user()
        await expect(sessions.rotate(first, fails)).rejects.toThrow('the decision failed')
        expect(await types()).toEqual([])
        expect(await trade(first)).toBeDefined()
      })

      it('is told of the end that was fixed at login', async () => {
        const { user, successor, trade, pass } = stage()
        const { first } = await user(600)
        await pass(599)
        const second = await successor(first)
        await pass(1)
        expect(await trade(second)).toBeUndefined()
      })
    })

    describe('holder', () => {
      it('knows the user by the current token, as often as it is asked', async () => {
        const { sessions, user } = stage()
        const { first, userId, sessionId } = await user()
        const holder = {
          sessionId,
          user: expect.objectContaining({ id: userId, nickname: '길동' }),
          provider: 'kakao',
          startedAt: expect.any(Date),
          clientId: null,
          isCurrent: true,
        }
        expect(await sessions.holder(first)).toEqual(holder)
        expect(await sessions.holder(first)).toEqual(holder)
      })

      it('knows them by the token just replaced too, for the ten seconds of grace', async () => {
        const { sessions, user, successor, pass } = stage()
        const { first } = await user()
        await successor(first)
        await pass(9)
        expect(await sessions.holder(first)).toMatchObject({ isCurrent: false })
        await pass(1)
        expect(await sessions.holder(first)).toBeUndefined()
      })

      it("knows nobody by an older token, by another session's or by one that was made up", async () => {
        const { sessions, user, successor } = stage()
        const [{ first }, other] = [await user(), await user()]
        await successor(await successor(first))
        expect(await sessions.holder(first)).toBeUndefined()
        expect(await sessions.holder({ ...other.first, sessionId: first.sessionId })).toBeUndefined()
        expect(await sessions.holder(opaqueRefreshTokens.next(first.sessionId))).toBeUndefined()
        expect(await sessions.holder(opaqueRefreshTokens.start())).toBeUndefined()
      })

      it('knows nobody once the session is over', async () => {
        const { sessions, user, pass } = stage()
        const [ended, expired] = [await user(), await user(60)]
        await sessions.end(ended.sessionId, undefined, end)
        expect(await sessions.holder(ended.first)).toBeUndefined()
        await pass(60)
        expect(await sessions.holder(expired.first)).toBeUndefined()
      })
    })

    describe('end', () => {
      it.each<[string, number]>([
        ['the current token', 2],
        ['its predecessor', 1],
        ['an older one', 0],
      ])('ends a session by %s', async (_, index) => {
        const { sessions, user, successor, types } = stage()
        const { first } = await user()
        const second = await successor(first)
        const chain = [first, second, await successor(second)]
        const token = chain[index]?.hash ?? first.hash
        expect(await sessions.end(first.sessionId, { token }, end)).toBe(true)
        expect(await types()).toEqual(['SessionRevoked'])
        for (const token of chain) expect(await sessions.holder(token)).toBeUndefined()
      })

      it('ends nothing by a token that is not of the session', async () => {
        const { sessions, user, types } = stage()
        const [mine, theirs] = [await user(), await user()]
        expect(await sessions.end(mine.sessionId, { token: theirs.first.hash }, fails)).toBe(false)
        expect(await sessions.end(mine.sessionId, { token: newSession().refreshTokenHash }, fails)).toBe(
          false,
        )
        expect(await types()).toEqual([])
        expect(await sessions.holder(mine.first)).toBeDefined()
      })

      it('does not mind a session that there is not', async () => {
        const { sessions } = stage()
        const { sessionId, hash } = opaqueRefreshTokens.start()
        expect(await sessions.end(sessionId, undefined, fails)).toBe(false)
        expect(await sessions.end(sessionId, { token: hash }, fails)).toBe(false)
      })

      it('ends a session for its user, as often as they ask, and for nobody else (RS5)', async () => {
        const { sessions, user, types } = stage()
        const [mine, theirs] = [await user(), await user()]
        expect(await sessions.end(theirs.sessionId, { user: mine.userId }, fails)).toBe(false)
        expect(await sessions.end(newSession().id, { user: mine.userId }, fails)).toBe(false)
        for (let times = 0; times < 2; times += 1)
          expect(await sessions.end(mine.sessionId, { user: mine.userId }, end)).toBe(true)
        expect(await types()).toEqual(['SessionRevoked'])
        expect(await sessions.holder(theirs.first)).toBeDefined()
      })

      it('tells of the end once, however many end it', async () => {
        const { sessions, user, types } = stage()
        const { sessionId } = await user()
        await racing(20, () => sessions.end(sessionId, undefined, end))
        await sessions.end(sessionId, undefined, end)
        expect(await types()).toEqual(['SessionRevoked'])
      })

      it('holds against a refresh that races it', async () => {
        const { sessions, user, trade } = stage()
        for (let round = 0; round < 10; round += 1) {
          const { first, sessionId } = await user()
          const [next] = await Promise.all([trade(first), sessions.end(sessionId, undefined, end)])
          expect(await sessions.holder(next ?? first)).toBeUndefined()
        }
      })

      it('leaves nothing of a decision that throws', async () => {
        const { sessions, user, types } = stage()
        const { sessionId, first } = await user()
        await expect(sessions.end(sessionId, undefined, fails)).rejects.toThrow('the decision failed')
        expect(await types()).toEqual([])
        expect(await sessions.holder(first)).toBeDefined()
      })
    })

    describe('of one user', () => {
      it("lists the live ones, the one used last first, and nobody else's", async () => {
        const { sessions, logins, user, successor, pass } = stage()
        const [{ userId, identity, first, sessionId }] = [await user(7_200), await user()]
        const later = newSession(7_200)
        await pass(10)
        await logins.signIn(identity, later)
        const order = async () => (await sessions.ofUser(userId)).map(({ id }) => id)
        expect(await order()).toEqual([later.id, sessionId])
        await pass(10)
        await successor(first)
        expect(await order()).toEqual([sessionId, later.id])
        const [listed] = await sessions.ofUser(userId)
        expect(listed).toMatchObject({ userId, provider: 'kakao', device: { userAgent: 'a browser' } })
        await sessions.end(sessionId, undefined, end)
        expect(await order()).toEqual([later.id])
        await pass(7_200)
        expect(await order()).toEqual([])
      })

      it('ends all but one, or all, with an event each', async () => {
        const { sessions, logins, user, types } = stage()
        const [{ userId, identity, sessionId, first }, other] = [await user(), await user()]
        for (let more = 0; more < 3; more += 1) await logins.signIn(identity, newSession())
        await types()
        expect(await sessions.endAll(userId, sessionId, end)).toBe(3)
        expect(await types()).toEqual(['SessionRevoked', 'SessionRevoked', 'SessionRevoked'])
        expect(await sessions.endAll(userId, sessionId, end)).toBe(0)
        expect(await sessions.holder(first)).toBeDefined()
        expect(await sessions.endAll(userId, null, end)).toBe(1)
        expect(await types()).toEqual(['SessionRevoked'])
        expect(await sessions.ofUser(userId)).toEqual([])
        expect(await sessions.holder(other.first)).toBeDefined()
      })

      it('does not end in a deadlock or leave one alive, when everything happens at once', async () => {
        const { sessions, logins, user, trade } = stage()
        const { userId, identity, first } = await user()
        const others = Array.from({ length: 5 }, () => newSession())
        for (const session of others) await logins.signIn(identity, session)
        await racing(10, (racer) => sessions.endAll(userId, racer % 2 ? first.sessionId : null, end))
        await Promise.all([trade(first), sessions.endAll(userId, null, end)])
        expect(await sessions.ofUser(userId)).toEqual([])
      })

      it('leaves nothing of a decision that throws', async () => {
        const { sessions, user, types } = stage()
        const { userId } = await user()
        await expect(sessions.endAll(userId, null, fails)).rejects.toThrow('the decision failed')
        expect(await types()).toEqual([])
        expect(await sessions.ofUser(userId)).toHaveLength(1)
      })
    })

    describe('prune', () => {
      it('removes what was over so long ago, and nothing that lives or was over later', async () => {
        const { sessions, user, users, successor, trade, pass } = stage()
        const days = (count: number) => count * 86_400
        const expired = await user(60)
        await successor(await successor(await successor(expired.first)))
        const ended = await user(days(90))
        await sessions.end(ended.sessionId, undefined, end)
        await pass(days(2))
        const later = await user(days(90))
        await sessions.end(later.sessionId, undefined, end)
        const live = await user(days(90))
        await pass(days(29))
        expect(await sessions.prune(30)).toBe(2)
        expect(await sessions.prune(30)).toBe(0)
        const isThere = async ({ sessionId, userId }: typeof live) =>
          sessions.end(sessionId, { user: userId }, end)
        expect([await isThere(expired), await isThere(ended)]).toEqual([false, false])
        expect([await isThere(later), await isThere(live)]).toEqual([true, true])
        expect(await trade(expired.first)).toBeUndefined()
        expect(await users.change(expired.userId, (user) => ({ kind: 'changed', user }))).toMatchObject({
          kind: 'changed',
        })
      })
    })
  })
