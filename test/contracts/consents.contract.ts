import { describe, expect, it } from 'vitest'
import { systemIds } from '../../src/adapters/outbound/system/ids.ts'
import type { Circumstances, ConsentWishes, LedgerEntry } from '../../src/domain/consents.ts'
import { changeConsents } from '../../src/domain/consents.ts'
import type { TermsId, TermsVersion } from '../../src/domain/terms.ts'
import type { UserId } from '../../src/domain/user.ts'
import { arranging, newSession, racing, terms as tos } from './arranging.ts'
import type { Storage } from './storage.ts'

const ads: TermsVersion = {
  id: 'ads' as TermsId,
  version: '1',
  hash: 'hash of ads',
  required: false,
  channels: ['email', 'night'],
}
const device = { userAgent: 'a browser', address: '192.0.2.1' }
const how: Circumstances = { source: 'account', locale: 'ko', device }
const day = 86_400

const wishing =
  (user: UserId, wishes: Partial<ConsentWishes>, current = [tos, ads]) =>
  (ledger: readonly LedgerEntry[], now: Date) =>
    changeConsents(user, { current, ledger }, { agreed: [], withdrawn: [], ...wishes }, how, now)

export const consentsContract = (storage: () => Storage) =>
  describe('Consents', () => {
    const stage = () => {
      const arranged = { ...storage(), ...arranging(storage()) }
      const actions = async (user: UserId) =>
        (await arranged.consents.ledger(user)).map(({ terms, action }) => `${action} ${terms.id}`)
      return { ...arranged, actions }
    }

    it('begins with what was agreed to at signup', async () => {
      const { consents, user } = stage()
      const { userId } = await user()
      const { required: _, ...terms } = tos
      expect(await consents.ledger(userId)).toEqual([
        { terms, action: 'given', at: expect.any(Date), source: 'signup', locale: null, device: null },
      ])
      expect(await consents.ledger(systemIds.userId())).toEqual([])
    })

    it('grows by what is given and withdrawn, with where and how, and tells of marketing', async () => {
      const { consents, user, types, actions } = stage()
      const { userId } = await user()
      expect(await consents.change(userId, wishing(userId, { agreed: ['ads'] }))).toEqual({
        kind: 'recorded',
      })
      const last = (await consents.ledger(userId)).at(-1)
      const { required: _, ...terms } = ads
      expect(last).toEqual({ terms, action: 'given', at: expect.any(Date), ...how })
      await consents.change(userId, wishing(userId, { withdrawn: ['ads'] }))
      expect(await actions(userId)).toEqual(['given tos', 'given ads', 'withdrawn ads'])
      expect(await types()).toEqual(['MarketingConsentGiven', 'MarketingConsentWithdrawn'])
    })

    it('writes what stands already not again, however many ask at once', async () => {
      const { consents, user, types, actions } = stage()
      const { userId } = await user()
      await racing(20, () => consents.change(userId, wishing(userId, { agreed: ['ads'] })))
      expect(await actions(userId)).toEqual(['given tos', 'given ads'])
      await racing(20, () => consents.change(userId, wishing(userId, { withdrawn: ['ads'] })))
      expect(await actions(userId)).toEqual(['given tos', 'given ads', 'withdrawn ads'])
      expect(await types()).toEqual(['MarketingConsentGiven', 'MarketingConsentWithdrawn'])
    })

    it('writes nothing of a refusal, nor of a decision that throws, nor for nobody', async () => {
      const { consents, user, types, actions } = stage()
      const { userId } = await user()
      expect(await consents.change(userId, wishing(userId, { withdrawn: ['tos'] }))).toMatchObject({
        kind: 'invalid_consents',
        errors: [{ field: 'withdrawn_terms', code: 'required_terms' }],
      })
      const fails = (): never => {
        throw new Error('the decision failed')
      }
      await expect(consents.change(userId, fails)).rejects.toThrow('the decision failed')
      expect(await consents.change(systemIds.userId(), fails)).toEqual({ kind: 'no_user' })
      expect(await actions(userId)).toEqual(['given tos'])
      expect(await types()).toEqual([])
    })

    it('holds back a login until every required version is agreed to, and then goes on with it', async () => {
      const { consents, logins, sessions, user, types } = stage()
      const { userId, identity } = await user()
      const newer = { ...tos, version: '2' }
      expect(await logins.signIn(identity, newSession(), [tos])).toMatchObject({ kind: 'signed_in' })
      await types()
      expect(await logins.signIn(identity, newSession(), [newer])).toEqual({
        kind: 'consent_required',
        userId,
      })
      expect(await types()).toEqual([])
      const { first, ...session } = newSession()
      const login = { session, provider: identity.provider }
      const refused = await consents.changeAndSignIn(userId, login, () => ({
        kind: 'onboarding_incomplete',
        steps: ['terms'],
      }))
      expect(refused.kind).toBe('onboarding_incomplete')
      expect(await sessions.holder(first)).toBeUndefined()
      const agree = wishing(userId, { agreed: ['tos'] }, [newer])
      expect(await consents.changeAndSignIn(userId, login, agree)).toMatchObject({
        kind: 'signed_in',
        user: { id: userId },
        sessionId: session.id,
      })
      expect(await sessions.holder(first)).toMatchObject({ sessionId: session.id })
      expect(await types()).toEqual(['UserLoggedIn'])
      expect(await logins.signIn(identity, newSession(), [newer])).toMatchObject({ kind: 'signed_in' })
    })

    it('asks for a marketing consent again when it is old enough, once, and not if it was withdrawn', async () => {
      const { consents, user, types, pass } = stage()
      const [one, other, third] = [await user(), await user(), await user()]
      for (const { userId } of [one, other, third])
        await consents.change(userId, wishing(userId, { agreed: ['ads'] }))
      await pass(30 * day)
      await consents.change(third.userId, wishing(third.userId, { agreed: ['ads'] }))
      await consents.change(other.userId, wishing(other.userId, { withdrawn: ['ads'] }))
      await types()
      expect(await consents.tellReconfirmDue(1, 100)).toBe(0)
      await pass(2 * day)
      const counts = await racing(5, () => consents.tellReconfirmDue(1, 100))
      expect(counts.reduce((sum, count) => sum + count)).toBe(1)
      expect(await types()).toEqual(['MarketingConsentReconfirmDue'])
      await pass(365 * day)
      expect(await consents.tellReconfirmDue(1, 100)).toBe(1)
    })
  })
