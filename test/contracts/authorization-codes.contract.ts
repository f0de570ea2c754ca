import { describe, expect, it } from 'vitest'
import { opaqueCodeSecrets } from '../../src/adapters/outbound/tokens/code-secrets.ts'
import type { PresentedRequest } from '../../src/domain/authorization-code.ts'
import { redeem } from '../../src/domain/authorization-code.ts'
import type { AuthorizationRequest } from '../../src/domain/client.ts'
import { end } from '../../src/domain/session.ts'
import { arranging, countOf, newSession, racing } from './arranging.ts'
import type { Storage } from './storage.ts'

const request = {
  clientId: 'app',
  redirectUri: 'https://app.example.com/cb',
  state: null,
  codeChallenge: 'a challenge',
} as AuthorizationRequest

/** What both storages promise of one-time codes. */
export function authorizationCodesContract(storage: () => Storage) {
  describe('authorization codes', () => {
    /** A session that was started for the client, and a code for it. */
    const authorized = async (ttlSeconds = 60) => {
      const { identity } = await arranging(storage()).user()
      const session = newSession(3_600, request.clientId)
      await storage().logins.signIn(identity, session)
      const { code, ...kept } = opaqueCodeSecrets.mint(session.first.token)
      await storage().codes.keep({ ...kept, sessionId: session.id, request, ttlSeconds })
      await arranging(storage()).events()
      return { ...kept, code, session }
    }
    const redeeming = (
      hash: Awaited<ReturnType<typeof authorized>>['hash'],
      changes: Partial<PresentedRequest> = {},
    ) =>
      storage().codes.redeem(hash, (found, session, now) =>
        redeem(found, session, { ...request, ...changes }, now),
      )
    const holderOf = ({ session }: Awaited<ReturnType<typeof authorized>>) =>
      storage().sessions.holder({ sessionId: session.id, hash: session.first.hash })

    it('give their sealed token away once, for a session of the client', async () => {
      const made = await authorized()
      expect(await redeeming(made.hash)).toEqual({
        kind: 'redeemed',
        sealedRefreshToken: made.sealedRefreshToken,
      })
      expect(opaqueCodeSecrets.open(made.sealedRefreshToken, made.code)).toBe(made.session.first.token)
      expect(await holderOf(made)).toMatchObject({ clientId: 'app', isCurrent: true })
    })

    it('end the session when they are used again, and tell of it once (RFC 6749 4.1.2)', async () => {
      const made = await authorized()
      await redeeming(made.hash)
      const { types } = arranging(storage())
      await types()
      expect(await redeeming(made.hash)).toEqual({ kind: 'invalid_grant' })
      expect(await holderOf(made)).toBeUndefined()
      expect(await redeeming(made.hash)).toEqual({ kind: 'invalid_grant' })
      expect((await types()).filter((type) => type === 'SessionRevoked')).toHaveLength(1)
    })

    it.each([
      ['client', { clientId: 'other' }],
      ['address', { redirectUri: 'https://app.example.com/cb/' }],
      ['challenge', { codeChallenge: 'another challenge' }],
    ])('are bound to their %s, and not used up by a wrong one', async (_, changes) => {
      const made = await authorized()
      expect(await redeeming(made.hash, changes)).toEqual({ kind: 'invalid_grant' })
      expect(await redeeming(made.hash)).toMatchObject({ kind: 'redeemed' })
    })

    it('are over after their time, and leave a session alone that ends by itself', async () => {
      const made = await authorized(60)
      await storage().pass(60)
      expect(await redeeming(made.hash)).toEqual({ kind: 'invalid_grant' })
      expect(await holderOf(made)).toBeDefined()
    })

    it('let one of twenty racing redemptions win', async () => {
      const made = await authorized()
      const kinds = (await racing(20, () => redeeming(made.hash))).map(({ kind }) => kind)
      expect(countOf(kinds, 'redeemed')).toBe(1)
    })

    it('are unknown when nobody has kept them', async () => {
      const { hash } = opaqueCodeSecrets.mint((await authorized()).session.first.token)
      expect(await redeeming(hash)).toEqual({ kind: 'invalid_grant' })
    })

    it('keep nothing when the decision throws', async () => {
      const made = await authorized()
      const broken = storage().codes.redeem(made.hash, () => {
        throw new Error('the process dies here')
      })
      await expect(broken).rejects.toThrow('the process dies here')
      expect(await redeeming(made.hash)).toMatchObject({ kind: 'redeemed' })
    })

    it('end the sessions that nobody came for, each once, and no other', async () => {
      const [redeemed, forgotten, fresh] = [await authorized(1), await authorized(1), await authorized(600)]
      await redeeming(redeemed.hash)
      await storage().pass(2)
      expect(await storage().codes.endUnredeemed(10, end)).toBe(1)
      expect(await storage().codes.endUnredeemed(10, end)).toBe(0)
      expect(await holderOf(forgotten)).toBeUndefined()
      expect(await holderOf(redeemed)).toBeDefined()
      expect(await redeeming(fresh.hash)).toMatchObject({ kind: 'redeemed' })
    })
  })
}
