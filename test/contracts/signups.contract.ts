import { describe, expect, it } from 'vitest'
import { systemIds } from '../../src/adapters/outbound/system/ids.ts'
import type { EventId } from '../../src/domain/events.ts'
import { builtinFields } from '../../src/domain/field.ts'
import type { IdentityId } from '../../src/domain/identity.ts'
import type { OpenSignup } from '../../src/domain/pending-signup.ts'
import { save } from '../../src/domain/signup-answers.ts'
import { abandon, expire, remind } from '../../src/domain/signup-endings.ts'
import type { UserId } from '../../src/domain/user.ts'
import {
  arranging,
  completing,
  countOf,
  newSession,
  opening,
  racing,
  sealed,
  terms,
  ttlSeconds,
} from './arranging.ts'
import type { Storage } from './storage.ts'

const fails = (): never => {
  throw new Error('the decision failed')
}
const saving = (nickname: string) => (signup: OpenSignup, now: Date) =>
  save(signup, { profile: { nickname } }, now)

export const signupsContract = (storage: () => Storage) =>
  describe('Signups', () => {
    const stage = () => ({ ...storage(), ...arranging(storage()) })
    const kindsOf = async (outcomes: Promise<readonly { kind: string }[]>) =>
      (await outcomes).map(({ kind }) => kind)

    describe('open', () => {
      it('stores what was decided for the newcomer of the event, and tells of it', async () => {
        const { signups, newcomer, types } = stage()
        const { id, event } = await newcomer()
        expect(await signups.find(id)).toEqual({ kind: 'signup_preparing' })
        expect(await signups.open(event, opening)).toBe('opened')
        const found = await signups.find(id)
        if (found.kind !== 'found') throw new Error(found.kind)
        const { signup, sealedProfile } = found
        expect(signup).toEqual({
          status: 'open',
          id: expect.any(String),
          identityId: id,
          provider: 'kakao',
          onboarding: {
            steps: ['terms', 'profile'],
            terms: [terms],
            fields: builtinFields,
          },
          answers: { profile: {}, agreedTerms: [] },
          version: 0,
          openedAt: expect.any(Date),
          expiresAt: new Date(signup.openedAt.getTime() + ttlSeconds * 1_000),
        })
        expect(sealedProfile).toBe(sealed)
        expect(await types()).toEqual(['PendingSignupOpened'])
      })

      it('closes the event for good', async () => {
        const { signups, outbox, newcomer, pass } = stage()
        const { event } = await newcomer()
        await signups.open(event, opening)
        await pass(3_600)
        expect((await outbox.claim(1_000)).map(({ id }) => id)).not.toContain(event)
      })

      it('has one effect when the same event comes twice', async () => {
        const { signups, newcomer, types } = stage()
        const { id, event } = await newcomer()
        await signups.open(event, opening)
        const before = await signups.find(id)
        expect(await signups.open(event, fails)).toBe('already_handled')
        expect(await signups.find(id)).toEqual(before)
        expect(await types()).toEqual(['PendingSignupOpened'])
      })

      it('has one effect when the same event comes twenty times at once', async () => {
        const { signups, newcomer, types } = stage()
        const { event } = await newcomer()
        const outcomes = await racing(20, () => signups.open(event, opening))
        expect(countOf(outcomes, 'opened')).toBe(1)
        expect(countOf(outcomes, 'already_handled')).toBe(19)
        expect(await types()).toEqual(['PendingSignupOpened'])
      })

      it('leaves nothing of a decision that throws, so that the event may come again', async () => {
        const { signups, newcomer, types } = stage()
        const { id, event } = await newcomer()
        await expect(signups.open(event, fails)).rejects.toThrow('the decision failed')
        expect(await signups.find(id)).toEqual({ kind: 'signup_preparing' })
        expect(await types()).toEqual([])
        expect(await signups.open(event, opening)).toBe('opened')
      })

      it('has nothing to do for an event that nobody wrote', async () => {
        const { signups } = stage()
        const nobodys = systemIds.userId() as string as EventId
        expect(await signups.open(nobodys, fails)).toBe('gone')
        expect(await signups.open(nobodys, fails)).toBe('already_handled')
      })

      it('has nothing to do twice after the signup ended', async () => {
        const { signups, newcomer, types } = stage()
        const { id, event } = await newcomer()
        await signups.open(event, opening)
        await signups.end(id, abandon)
        await types()
        expect(await signups.open(event, opening)).toBe('already_handled')
        expect(await signups.find(id)).toEqual({ kind: 'signup_expired' })
        expect(await types()).toEqual([])
      })
    })

    describe('newcomerOf', () => {
      it('says whose first sight an event tells of, until the identity is erased', async () => {
        const { signups, newcomer } = stage()
        const { identity, id, event } = await newcomer()
        expect(await signups.newcomerOf(event)).toEqual(identity)
        await signups.open(event, opening)
        expect(await signups.newcomerOf(event)).toEqual(identity)
        await signups.end(id, abandon)
        expect(await signups.newcomerOf(event)).toBeUndefined()
        expect(await signups.newcomerOf(systemIds.userId() as string as EventId)).toBeUndefined()
      })
    })

    describe('answers that nobody else may have', () => {
      const claiming = (userId: UserId, key: string) => (signup: OpenSignup, now: Date) => {
        const completed = completing(userId)(signup, now)
        if (completed.kind !== 'completed') return completed
        const uniqueAnswers = [
          { field: 'ci', key },
          { field: 'nickname', key },
        ]
        return { ...completed, signup: { ...completed.signup, uniqueAnswers } }
      }

      it('are held by one of twenty racing users, and lead to how that one logs in', async () => {
        const { signups, pending, types } = stage()
        const racers: Awaited<ReturnType<typeof pending>>[] = []
        for (let racer = 0; racer < 20; racer += 1) racers.push(await pending())
        await types()
        expect(await signups.providersOf([{ field: 'ci', key: 'a key' }])).toEqual([])
        const outcomes = await Promise.all(
          racers.map(({ id }) => signups.complete(id, newSession(), claiming(systemIds.userId(), 'a key'))),
        )
        const kinds = outcomes.map(({ kind }) => kind)
        expect(countOf(kinds, 'signed_in')).toBe(1)
        expect(countOf(kinds, 'invalid_profile')).toBe(19)
        expect(await types()).toEqual(['SignupCompleted', 'UserLoggedIn'])
        expect(await signups.providersOf([{ field: 'ci', key: 'a key' }])).toEqual(['kakao'])
        expect(await signups.providersOf([{ field: 'ci', key: 'another' }])).toEqual([])
        expect(await signups.providersOf([])).toEqual([])
      })

      it('leave the signup open for who came second, with everything as it was', async () => {
        const { signups, pending } = stage()
        const [one, other] = [await pending(), await pending()]
        await signups.complete(one.id, newSession(), claiming(systemIds.userId(), 'taken'))
        const before = await signups.find(other.id)
        expect(
          await signups.complete(other.id, newSession(), claiming(systemIds.userId(), 'taken')),
        ).toMatchObject({
          kind: 'invalid_profile',
          errors: [
            { field: 'ci', code: 'taken' },
            { field: 'nickname', code: 'taken' },
          ],
        })
        expect(await signups.find(other.id)).toEqual(before)
        expect(
          await signups.complete(other.id, newSession(), claiming(systemIds.userId(), 'free')),
        ).toMatchObject({ kind: 'signed_in' })
      })
    })

    describe('find', () => {
      it('takes an identity that nobody knows for one that is gone', async () => {
        const { signups } = stage()
        const unknown = systemIds.userId() as string as IdentityId
        expect(await signups.find(unknown)).toEqual({ kind: 'signup_expired' })
      })

      it('finds a signup until its time is up', async () => {
        const { signups, pending, pass } = stage()
        const { id } = await pending()
        await pass(ttlSeconds - 1)
        expect(await signups.find(id)).toMatchObject({ kind: 'found' })
        await pass(1)
        expect(await signups.find(id)).toEqual({ kind: 'signup_expired' })
      })
    })

    describe('keep', () => {
      it('keeps what was decided, and tells nothing', async () => {
        const { signups, pending, types } = stage()
        const { id } = await pending()
        await types()
        const kept = await signups.keep(id, saving('활빈당'))
        expect(kept).toMatchObject({
          kind: 'found',
          signup: { answers: { profile: { nickname: '활빈당' } } },
        })
        expect(await signups.find(id)).toEqual(kept)
        expect(await types()).toEqual([])
      })

      it('writes nothing of a refusal', async () => {
        const { signups, pending } = stage()
        const { id } = await pending()
        await signups.keep(id, saving('활빈당'))
        const before = await signups.find(id)
        expect(await signups.keep(id, saving(''))).toMatchObject({ kind: 'invalid_profile' })
        expect(await signups.find(id)).toEqual(before)
      })

      it('writes nothing of a decision that throws, and holds nothing afterwards', async () => {
        const { signups, pending } = stage()
        const { id } = await pending()
        const before = await signups.find(id)
        await expect(signups.keep(id, fails)).rejects.toThrow('the decision failed')
        expect(await signups.find(id)).toEqual(before)
        expect(await signups.keep(id, saving('활빈당'))).toMatchObject({ kind: 'found' })
      })

      it('loses none of twenty racing answers', async () => {
        const { signups, pending } = stage()
        const { id } = await pending()
        await racing(20, () =>
          signups.keep(id, (signup, now) =>
            saving(`${signup.answers.profile.nickname ?? ''}가`)(signup, now),
          ),
        )
        expect(await signups.find(id)).toMatchObject({
          signup: { answers: { profile: { nickname: '가'.repeat(20) } } },
        })
      })

      it('tells every decision the time', async () => {
        const { signups, pending, pass } = stage()
        const { id } = await pending()
        const ages: number[] = []
        const telling = (signup: OpenSignup, now: Date) => {
          ages.push(now.getTime() - signup.openedAt.getTime())
          return { kind: 'kept' as const, signup }
        }
        await signups.keep(id, telling)
        await pass(1_000)
        await signups.keep(id, telling)
        expect(ages[0]).toBeLessThan(100_000)
        expect(ages[1]).toBeGreaterThanOrEqual(1_000_000)
      })
    })

    describe('complete', () => {
      it('makes a user who is signed in, and tells of both', async () => {
        const { signups, users, sessions, logins, pending, types } = stage()
        const { id, identity } = await pending()
        await types()
        const [userId, { first, ...session }] = [systemIds.userId(), newSession()]
        const outcome = await signups.complete(id, session, completing(userId))
        expect(outcome).toMatchObject({
          kind: 'signed_in',
          user: { id: userId, nickname: '길동' },
          sessionId: session.id,
          provider: 'kakao',
          startedAt: expect.any(Date),
        })
        expect(await types()).toEqual(['SignupCompleted', 'UserLoggedIn'])
        expect(await users.inSession(userId, session.id)).toEqual({
          id: userId,
          nickname: '길동',
          email: null,
          emailVerified: false,
          createdAt: outcome.kind === 'signed_in' && outcome.startedAt,
          profile: {},
        })
        expect(await sessions.holder(first)).toMatchObject({ sessionId: session.id })
        expect(await signups.find(id)).toEqual({ kind: 'already_completed' })
        expect(await logins.signIn(identity, newSession())).toMatchObject({ user: { id: userId } })
      })

      it('lets one of twenty racing completions win', async () => {
        const { signups, users, logins, pending, types } = stage()
        const { id, identity } = await pending()
        await types()
        const racers = Array.from({ length: 20 }, () => ({
          userId: systemIds.userId(),
          session: newSession(),
        }))
        const outcomes = await Promise.all(
          racers.map(({ userId, session }) => signups.complete(id, session, completing(userId))),
        )
        const kinds = outcomes.map(({ kind }) => kind)
        expect(countOf(kinds, 'signed_in')).toBe(1)
        expect(countOf(kinds, 'already_completed')).toBe(19)
        expect(await types()).toEqual(['SignupCompleted', 'UserLoggedIn'])
        const winner = racers[kinds.indexOf('signed_in')]
        for (const { userId, session } of racers)
          expect(Boolean(await users.inSession(userId, session.id))).toBe(userId === winner?.userId)
        expect(await logins.signIn(identity, newSession())).toMatchObject({ user: { id: winner?.userId } })
      })

      it('writes nothing of a refusal', async () => {
        const { signups, users, pending, types } = stage()
        const { id } = await pending()
        await signups.keep(id, saving('활빈당'))
        const before = await signups.find(id)
        await types()
        const [userId, session] = [systemIds.userId(), newSession()]
        const outcome = await signups.complete(id, session, completing(userId, { profile: {} }))
        expect(outcome).toEqual({ kind: 'onboarding_incomplete', steps: ['terms'] })
        expect(await signups.find(id)).toEqual(before)
        expect(await users.inSession(userId, session.id)).toBeUndefined()
        expect(await types()).toEqual([])
      })

      it('leaves nothing of a decision that throws', async () => {
        const { signups, pending, types } = stage()
        const { id } = await pending()
        const before = await signups.find(id)
        await types()
        await expect(signups.complete(id, newSession(), fails)).rejects.toThrow('the decision failed')
        expect(await signups.find(id)).toEqual(before)
        expect(await types()).toEqual([])
      })

      it('leaves nothing of a completion whose session cannot be stored', async () => {
        const { signups, users, user, pending, types } = stage()
        const { sessionId, first } = await user()
        const { id } = await pending()
        const before = await signups.find(id)
        await types()
        const [userId, taken] = [systemIds.userId(), { ...newSession(), id: sessionId, first }]
        await expect(signups.complete(id, taken, completing(userId))).rejects.toThrow()
        expect(await signups.find(id)).toEqual(before)
        expect(await users.change(userId, (found) => ({ kind: 'changed', user: found }))).toEqual({
          kind: 'no_user',
        })
        expect(await types()).toEqual([])
      })

      it('comes too late for a signup whose time is up', async () => {
        const { signups, pending, pass } = stage()
        const { id } = await pending()
        await pass(ttlSeconds)
        expect(await signups.complete(id, newSession(), fails)).toEqual({ kind: 'signup_expired' })
      })

      it('and every other change says why there is nothing to change', async () => {
        const { signups, newcomer, user, pending } = stage()
        const each = async (id: IdentityId) => [
          await signups.keep(id, fails),
          await signups.complete(id, newSession(), fails),
          await signups.end(id, fails),
        ]
        expect(await each((await newcomer()).id)).toEqual(Array(3).fill({ kind: 'signup_preparing' }))
        expect(await each((await user()).id)).toEqual(Array(3).fill({ kind: 'already_completed' }))
        const { id } = await pending()
        await signups.end(id, abandon)
        expect(await each(id)).toEqual(Array(3).fill({ kind: 'signup_expired' }))
      })
    })

    describe('end', () => {
      it('erases the identity, and to show it again is a first sight again', async () => {
        const { signups, logins, pending, types } = stage()
        const { identity, id } = await pending()
        await types()
        expect(await signups.end(id, abandon)).toEqual({ kind: 'ended' })
        expect(await types()).toEqual(['PendingSignupAbandoned'])
        const again = await logins.firstSeen(identity, sealed)
        expect(again).not.toBe(id)
        expect(await types()).toEqual(['UserFirstSeen'])
        expect(await signups.find(again)).toEqual({ kind: 'signup_preparing' })
        expect(await signups.find(id)).toEqual({ kind: 'signup_expired' })
      })

      it('ends once, however many try', async () => {
        const { signups, pending, types } = stage()
        const { id } = await pending()
        await types()
        const kinds = await kindsOf(racing(20, () => signups.end(id, abandon)))
        expect(countOf(kinds, 'ended')).toBe(1)
        expect(countOf(kinds, 'signup_expired')).toBe(19)
        expect(await types()).toEqual(['PendingSignupAbandoned'])
      })

      it('leaves nothing of a decision that throws', async () => {
        const { signups, pending } = stage()
        const { id } = await pending()
        await expect(signups.end(id, fails)).rejects.toThrow('the decision failed')
        expect(await signups.find(id)).toMatchObject({ kind: 'found' })
      })

      it('comes to one end when completion and giving up race', async () => {
        const { signups, logins, pending, types } = stage()
        for (let round = 0; round < 10; round += 1) {
          const { identity, id } = await pending()
          await types()
          const kinds = await kindsOf(
            Promise.all([
              signups.complete(id, newSession(), completing(systemIds.userId())),
              signups.end(id, abandon),
              signups.keep(id, saving('활빈당')),
            ]),
          )
          const isCompleted = kinds[0] === 'signed_in'
          expect(kinds[1]).toBe(isCompleted ? 'already_completed' : 'ended')
          expect(await types()).toEqual(
            isCompleted ? ['SignupCompleted', 'UserLoggedIn'] : ['PendingSignupAbandoned'],
          )
          const known = await logins.signIn(identity, newSession())
          expect(known.kind).toBe(isCompleted ? 'signed_in' : 'unknown')
        }
      })
    })

    describe('remindDue', () => {
      it('tells of each that is open for so long, once, however many look at once', async () => {
        const { signups, pending, pass, types } = stage()
        await pending()
        const ended = await pending()
        await pass(600)
        await pending()
        await signups.end(ended.id, abandon)
        await types()
        const look = () => signups.remindDue(600, 10, remind)
        const counts = await racing(5, look)
        expect(counts.reduce((sum, count) => sum + count)).toBe(1)
        expect(await types()).toEqual(['SignupReminderDue'])
        await pass(599)
        expect(await look()).toBe(0)
        await pass(1)
        expect(await look()).toBe(1)
      })

      it('leaves all of them when one decision throws', async () => {
        const { signups, pending, pass } = stage()
        await pending()
        await pass(600)
        await expect(signups.remindDue(600, 10, fails)).rejects.toThrow('the decision failed')
        expect(await signups.remindDue(600, 10, remind)).toBe(1)
      })
    })

    describe('expireDue', () => {
      const sweep = ({ signups }: Storage) => signups.expireDue(1_000, expire)

      it('erases what is due and nothing else, and tells of each', async () => {
        const { signups, pending, pass, types } = stage()
        const due = [await pending(), await pending()]
        await pass(ttlSeconds - 60)
        const young = await pending()
        await types()
        expect(await sweep(storage())).toBe(0)
        await pass(60)
        expect(await sweep(storage())).toBe(2)
        expect(await types()).toEqual(['PendingSignupExpired', 'PendingSignupExpired'])
        for (const { id } of due) expect(await signups.find(id)).toEqual({ kind: 'signup_expired' })
        expect(await signups.find(young.id)).toMatchObject({ kind: 'found' })
      })

      it('takes no more than it is asked to', async () => {
        const { signups, pending, pass } = stage()
        for (let each = 0; each < 3; each += 1) await pending()
        await pass(ttlSeconds)
        const batches = [2, 2, 2].map((limit) => () => signups.expireDue(limit, expire))
        const counts: number[] = []
        for (const batch of batches) counts.push(await batch())
        expect(counts).toEqual([2, 1, 0])
      })

      it('expires each once when five sweepers race', async () => {
        const { pending, pass, types } = stage()
        for (let each = 0; each < 20; each += 1) await pending()
        await pass(ttlSeconds)
        await types()
        const counts = await racing(5, () => sweep(storage()))
        const rest = await sweep(storage())
        expect([...counts, rest].reduce((sum, count) => sum + count)).toBe(20)
        expect(await types()).toEqual(Array(20).fill('PendingSignupExpired'))
      })

      it('leaves all of them when one decision throws', async () => {
        const { signups, pending, pass, types } = stage()
        const due = [await pending(), await pending()]
        await pass(ttlSeconds)
        await types()
        let decided = 0
        const failsAtTheSecond = (signup: OpenSignup, now: Date) => {
          decided += 1
          return decided === 2 ? fails() : expire(signup, now)
        }
        await expect(signups.expireDue(10, failsAtTheSecond)).rejects.toThrow('the decision failed')
        expect(await types()).toEqual([])
        expect(due).toHaveLength(2)
        expect(await sweep(storage())).toBe(2)
      })
    })
  })
