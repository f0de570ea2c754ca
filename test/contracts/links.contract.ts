import { describe, expect, it } from 'vitest'
import { systemIds } from '../../src/adapters/outbound/system/ids.ts'
import type { SealedProviderToken } from '../../src/application/ports/seals.ts'
import type { Identity, IdentityId } from '../../src/domain/identity.ts'
import type { SessionId } from '../../src/domain/ids.ts'
import { decideLink, decideUnlink } from '../../src/domain/link.ts'
import { end } from '../../src/domain/session.ts'
import type { UserId } from '../../src/domain/user.ts'
import { block } from '../../src/domain/user.ts'
import { arranging, countOf, newSession, opening, racing, sealed, somebody } from './arranging.ts'
import type { Storage } from './storage.ts'

type Asking = { readonly userId: UserId; readonly sessionId: SessionId }

export const linksContract = (storage: () => Storage) =>
  describe('Links', () => {
    const stage = () => {
      const ports = storage()
      const link = (identity: Identity, { userId, sessionId }: Asking, merge = false) => {
        const request = { userId, sessionId, merge }
        return ports.links.link(identity, request, (owner) => decideLink(request, owner))
      }
      const unlink = (user: UserId, id: IdentityId, asking = newSession().id) =>
        ports.links.unlink(user, id, { asking, end }, (identities) => decideUnlink(identities, id))
      return { ...ports, ...arranging(ports), link, unlink }
    }

    it('makes an identity that nobody had shown the way into the account of who asks', async () => {
      const { links, logins, link, user, events } = stage()
      const [asking, identity] = [await user(), somebody()]
      expect(await link(identity, asking)).toEqual({ kind: 'linked' })
      expect((await events()).map(({ type }) => type)).toEqual(['IdentityLinked'])
      expect(await link(identity, asking)).toEqual({ kind: 'linked' })
      expect(await events()).toEqual([])
      expect(await logins.signIn(identity, newSession())).toMatchObject({ user: { id: asking.userId } })
      const own = await links.ofUser(asking.userId)
      expect(own).toContainEqual(expect.objectContaining({ id: asking.id, firstSeenAt: expect.any(Date) }))
      expect(own.map(({ provider }) => provider)).toEqual(['kakao', identity.provider])
    })

    it('takes over a newcomer’s signup, which ends, also one that is still being prepared', async () => {
      const { logins, signups, link, user, pending, newcomer, types } = stage()
      const [asking, open, preparing] = [await user(), await pending(), await newcomer()]
      await types()
      expect(await link(open.identity, asking)).toEqual({ kind: 'linked' })
      expect(await types()).toEqual(['IdentityLinked', 'PendingSignupAbandoned'])
      expect(await link(preparing.identity, asking)).toEqual({ kind: 'linked' })
      expect(await signups.open(preparing.event, opening)).toBe('gone')
      for (const { id, identity } of [open, preparing]) {
        expect(await signups.find(id)).toEqual({ kind: 'already_completed' })
        expect(await logins.firstSeen(identity, sealed)).toBe(id)
        expect(await logins.signIn(identity, newSession())).toMatchObject({ user: { id: asking.userId } })
      }
    })

    it('refuses what is somebody else’s, and a session that is over or not theirs', async () => {
      const { sessions, link, user, types } = stage()
      const [asking, other] = [await user(), await user()]
      expect(await link(other.identity, asking)).toEqual({ kind: 'identity_taken' })
      const refused = { kind: 'invalid_grant' }
      expect(await link(somebody(), { ...asking, sessionId: other.sessionId })).toEqual(refused)
      await sessions.end(asking.sessionId, undefined, end)
      await types()
      expect(await link(somebody(), asking)).toEqual(refused)
      expect(await types()).toEqual([])
    })

    it('takes an identity away, but never the last, and never one of somebody else', async () => {
      const { links, logins, link, unlink, user, types } = stage()
      const [asking, other, second] = [await user(), await user(), somebody()]
      expect(await unlink(asking.userId, asking.id)).toEqual({ kind: 'last_identity' })
      await link(second, asking)
      await types()
      expect(await unlink(asking.userId, other.id)).toEqual({ kind: 'unknown_identity' })
      expect(await unlink(asking.userId, asking.id)).toEqual({ kind: 'unlinked' })
      expect(await unlink(asking.userId, asking.id)).toEqual({ kind: 'unknown_identity' })
      expect(await types()).toEqual(['IdentityUnlinked'])
      expect(await links.ofUser(asking.userId)).toHaveLength(1)
      expect(await logins.signIn(asking.identity, newSession())).toEqual({ kind: 'unknown' })
      expect(await logins.signIn(second, newSession())).toMatchObject({ user: { id: asking.userId } })
    })

    it('signs out who came in by the provider that is taken away, but not who asks', async () => {
      const { logins, users, link, unlink, user, types } = stage()
      const asking = await user()
      const byNaver = { ...somebody(), provider: 'naver' as const }
      await link(byNaver, asking)
      const [one, other] = [newSession(), newSession()]
      for (const session of [one, other]) await logins.signIn(byNaver, session)
      await types()
      const [, naver] = await storage().links.ofUser(asking.userId)
      if (!naver) throw new Error('not linked')
      expect(await unlink(asking.userId, naver.id, one.id)).toEqual({ kind: 'unlinked' })
      expect(await types()).toEqual(['IdentityUnlinked', 'SessionRevoked'])
      expect(await users.inSession(asking.userId, other.id)).toBeUndefined()
      for (const id of [one.id, asking.sessionId])
        expect(await users.inSession(asking.userId, id)).toMatchObject({ id: asking.userId })
    })

    it('signs nobody out while another login of the same provider is left', async () => {
      const { users, link, unlink, user, types } = stage()
      const asking = await user()
      await link(somebody(), asking)
      await types()
      expect(await unlink(asking.userId, asking.id)).toEqual({ kind: 'unlinked' })
      expect(await types()).toEqual(['IdentityUnlinked'])
      expect(await users.inSession(asking.userId, asking.sessionId)).toMatchObject({ id: asking.userId })
    })

    it('leaves the last of two identities that are taken away at the same moment, twenty times', async () => {
      const { links, link, unlink, user } = stage()
      for (let round = 0; round < 20; round += 1) {
        const asking = await user()
        await link(somebody(), asking)
        const own = await links.ofUser(asking.userId)
        const outcomes = await Promise.all(own.map(({ id }) => unlink(asking.userId, id)))
        expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['last_identity', 'unlinked'])
        expect(await links.ofUser(asking.userId)).toHaveLength(1)
      }
    })

    it('merges two users of one person: identities, sessions and consents move, and it is told', async () => {
      const { links, logins, users, sessions, consents, link, user, types } = stage()
      const [one, other] = [await user(), await user()]
      expect(await link(other.identity, one, true)).toEqual({ kind: 'merged' })
      expect(await types()).toEqual(['UsersMerged'])
      const merged = (await links.ofUser(one.userId)).map(({ id }) => id)
      // Born in the same millisecond neither is older.
      expect(merged.sort()).toEqual([one.id, other.id].sort())
      expect(await logins.signIn(other.identity, newSession())).toMatchObject({ user: { id: one.userId } })
      expect(await users.inSession(one.userId, other.sessionId)).toMatchObject({ id: one.userId })
      expect(await users.inSession(other.userId, other.sessionId)).toBeUndefined()
      expect(await sessions.holder(other.first)).toMatchObject({ user: { id: one.userId } })
      // Both had agreed to the same document: the survivor's own line stands alone.
      expect(await consents.ledger(one.userId)).toHaveLength(1)
      await types()
      expect(await link(other.identity, one, true)).toEqual({ kind: 'linked' })
      expect(await types()).toEqual([])
    })

    it('merges nobody who is blocked: they would come in by another’s door', async () => {
      const { users, link, user } = stage()
      const [one, other] = [await user(), await user()]
      await users.changeStatus(other.userId, block, end)
      expect(await link(other.identity, one, true)).toEqual({ kind: 'identity_taken' })
    })

    it('gives one identity to one of fifty users who ask for it at once', async () => {
      const { links, link, user } = stage()
      const asking: Asking[] = []
      for (let each = 0; each < 50; each += 1) asking.push(await user())
      const identity = somebody()
      const outcomes = await racing(50, (racer) => link(identity, asking[racer] as Asking))
      expect(
        countOf(
          outcomes.map(({ kind }) => kind),
          'linked',
        ),
      ).toBe(1)
      expect(
        countOf(
          outcomes.map(({ kind }) => kind),
          'identity_taken',
        ),
      ).toBe(49)
      const owners = await Promise.all(asking.map(({ userId }) => links.ofUser(userId)))
      expect(owners.filter((identities) => identities.length === 2)).toHaveLength(1)
    })

    it('leaves one survivor of two who merge each other, fifty times, and loses no identity', async () => {
      const { links, link, user, logins } = stage()
      for (let round = 0; round < 50; round += 1) {
        const [one, other] = [await user(), await user()]
        const outcomes = await Promise.all([link(other.identity, one, true), link(one.identity, other, true)])
        expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['invalid_grant', 'merged'])
        const [ofOne, ofOther] = await Promise.all([links.ofUser(one.userId), links.ofUser(other.userId)])
        expect([ofOne.length, ofOther.length].sort()).toEqual([0, 2])
        const survivor = ofOne.length === 2 ? one.userId : other.userId
        for (const { identity } of [one, other])
          expect(await logins.signIn(identity, newSession())).toMatchObject({ user: { id: survivor } })
      }
    })

    it('lets a login that brings a token race with the merge of its user: neither waits for the other for ever', async () => {
      const { link, user, logins } = stage()
      const sealedToken = 'a sealed token' as SealedProviderToken
      for (let round = 0; round < 50; round += 1) {
        const [one, other] = [await user(), await user()]
        const [merged, ...logged] = await Promise.all([
          link(other.identity, one, true),
          ...[1, 2, 3].map(() => logins.signIn({ ...other.identity, sealedToken }, newSession())),
        ])
        expect(merged).toEqual({ kind: 'merged' })
        // Whoever comes in the very moment may find nobody, and logs in again.
        for (const { kind } of logged) expect(['signed_in', 'unknown', 'user_withdrawn']).toContain(kind)
        expect(await logins.signIn(other.identity, newSession())).toMatchObject({ user: { id: one.userId } })
      }
    })

    it('lets a first sight and a link race for one identity: one user has it, one first sight at most', async () => {
      const { logins, link, user, events } = stage()
      for (let round = 0; round < 50; round += 1) {
        const [asking, identity] = [await user(), somebody()]
        await events()
        await Promise.all([link(identity, asking), logins.firstSeen(identity, sealed)])
        const told = (await events()).map(({ type }) => type)
        expect(countOf(told, 'UserFirstSeen')).toBeLessThanOrEqual(1)
        expect(countOf(told, 'IdentityLinked')).toBe(1)
        expect(await logins.signIn(identity, newSession())).toMatchObject({ user: { id: asking.userId } })
      }
    })

    it('knows no identity of nobody', async () => {
      expect(await storage().links.ofUser(systemIds.userId())).toEqual([])
    })
  })
