import { describe, expect, it } from 'vitest'
import { opaqueRefreshTokens } from '../../src/adapters/outbound/tokens/refresh-tokens.ts'
import type { PresentedToken } from '../../src/application/ports/sessions.ts'
import type { SessionId } from '../../src/domain/ids.ts'
import type { Refreshing, Standing } from '../../src/domain/session.ts'
import { end, rotate } from '../../src/domain/session.ts'
import { arranging, countOf, newSession, racing } from './arranging.ts'
import type { Storage } from './storage.ts'

const fails = (): never => {
  throw new Error('the decision failed')
}
const refused = { kind: 'invalid_grant' }
const rotatingTo = (next: PresentedToken) => (found: Refreshing, now: Date) => rotate(found, next.hash, now)

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
      it('stores the successor, and answers with the session and its user', async () => {
        const { sessions, user, types } = stage()
        const { first, userId, sessionId } = await user()
        const next = opaqueRefreshTokens.next(sessionId)
        const rotated = await sessions.rotate(first, rotatingTo(next))
        expect(rotated).toMatchObject({
          kind: 'rotated',
          session: { id: sessionId, userId, provider: 'kakao', current: next.hash, previous: first.hash },
          user: { id: userId, nickname: '길동' },
        })
        expect(await sessions.holder(next)).toMatchObject({ sessionId })
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
        const holder = { sessionId, user: expect.objectContaining({ id: userId, nickname: '길동' }) }
        expect(await sessions.holder(first)).toEqual(holder)
        expect(await sessions.holder(first)).toEqual(holder)
      })

      it('knows them by the token just replaced too, for the ten seconds of grace', async () => {
        const { sessions, user, successor, pass } = stage()
        const { first } = await user()
        await successor(first)
        await pass(9)
        expect(await sessions.holder(first)).toBeDefined()
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
        await sessions.end(first.sessionId, chain[index]?.hash, end)
        expect(await types()).toEqual(['SessionRevoked'])
        for (const token of chain) expect(await sessions.holder(token)).toBeUndefined()
      })

      it('ends nothing by a token that is not of the session', async () => {
        const { sessions, user, types } = stage()
        const [mine, theirs] = [await user(), await user()]
        await sessions.end(mine.sessionId, theirs.first.hash, fails)
        await sessions.end(mine.sessionId, newSession().refreshTokenHash, fails)
        expect(await types()).toEqual([])
        expect(await sessions.holder(mine.first)).toBeDefined()
      })

      it('does not mind a session that there is not', async () => {
        const { sessions } = stage()
        const { sessionId, hash } = opaqueRefreshTokens.start()
        await sessions.end(sessionId, undefined, fails)
        await sessions.end(sessionId as SessionId, hash, fails)
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
  })
