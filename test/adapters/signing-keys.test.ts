import { describe, expect, it } from 'vitest'
import { joseAccessTokens } from '../../src/adapters/outbound/tokens/access-tokens.ts'
import { loadSigningKeys } from '../../src/adapters/outbound/tokens/keys.ts'
import { sealingKeys } from '../../src/adapters/outbound/tokens/sealing-keys.ts'
import type { IdentityId } from '../../src/domain/identity.ts'
import { keyShelf } from '../support/signing-keys.ts'

const [oldSecret, newSecret] = ['an old secret of thirty-two bytes', 'a new secret of thirty-two bytes']
const sealWith = (...secrets: [string, ...string[]]) => sealingKeys(secrets, 'signing key')
const tokensBy = (keys: Awaited<ReturnType<typeof loadSigningKeys>>) =>
  joseAccessTokens(keys, { issuer: 'i', audience: 'a', accessTokenTtlSeconds: 60, signupTtlSeconds: 60 })

describe('loadSigningKeys', () => {
  it('makes the first key, and finds it again at the next start', async () => {
    const shelf = keyShelf()
    const first = await loadSigningKeys(shelf, sealWith(oldSecret))
    const again = await loadSigningKeys(shelf, sealWith(oldSecret))
    expect(shelf.kept).toHaveLength(1)
    expect(again.current.kid).toBe(first.current.kid)
    expect(again.publicJwks).toEqual(first.publicJwks)
  })

  it('agrees on one key when two processes start at once', async () => {
    const shelf = keyShelf()
    const both = await Promise.all([1, 2].map(() => loadSigningKeys(shelf, sealWith(oldSecret))))
    expect(new Set(both.map(({ current }) => current.kid)).size).toBe(1)
  })

  it('publishes a P-256 key named by its thumbprint, and never the private half (RT10)', async () => {
    const shelf = keyShelf()
    const { publicJwks } = await loadSigningKeys(shelf, sealWith(oldSecret))
    expect(publicJwks).toEqual([
      {
        kty: 'EC',
        crv: 'P-256',
        x: expect.stringMatching(/^[\w-]{43}$/),
        y: expect.stringMatching(/^[\w-]{43}$/),
        kid: expect.stringMatching(/^[\w-]{43}$/),
        use: 'sig',
        alg: 'ES256',
      },
    ])
    const [kept] = shelf.kept
    expect(kept?.publicJwk).not.toHaveProperty('d')
    const opened = await sealWith(oldSecret).open(kept?.sealedPrivateJwk ?? '')
    const { d } = JSON.parse(opened ?? '{}') as { d: string }
    expect(d).toMatch(/^[\w-]{43}$/)
    expect(JSON.stringify(kept)).not.toContain(d)
  })

  it('signs with the newest key and verifies with every one', async () => {
    const [shelf, newer] = [keyShelf(), keyShelf()]
    const before = tokensBy(await loadSigningKeys(shelf, sealWith(oldSecret)))
    const { current } = await loadSigningKeys(newer, sealWith(oldSecret))
    shelf.kept.push(...newer.kept)
    const keys = await loadSigningKeys(shelf, sealWith(oldSecret))
    expect(keys.current.kid).toBe(current.kid)
    const after = tokensBy(keys)
    expect(after.publicKeys()).toHaveLength(2)
    const grant = { identityId: '01a20000-0000-7000-8000-000000000000' as IdentityId, returnTo: null }
    const [old, fresh] = [await before.issueSignup(grant), await after.issueSignup(grant)]
    expect(await after.verifySignup(old.signupToken)).toMatchObject({ kind: 'valid' })
    expect(await after.verifySignup(fresh.signupToken)).toMatchObject({ kind: 'valid' })
    expect(await before.verifySignup(fresh.signupToken)).toEqual({ kind: 'invalid_token' })
  })

  it('opens a key that an older secret of the list sealed', async () => {
    const shelf = keyShelf()
    const { current } = await loadSigningKeys(shelf, sealWith(oldSecret))
    expect((await loadSigningKeys(shelf, sealWith(newSecret, oldSecret))).current.kid).toBe(current.kid)
  })

  it('does not start on a key that no secret opens, and says what to do', async () => {
    const shelf = keyShelf()
    await loadSigningKeys(shelf, sealWith(oldSecret))
    await expect(loadSigningKeys(shelf, sealWith(newSecret))).rejects.toThrow(
      /^DAEMUN_SECRET does not open signing key [\w-]{43}: put the secret that sealed it into the list$/,
    )
    expect(shelf.kept).toHaveLength(1)
  })

  it('does not take a sealed cookie for a sealed key', async () => {
    const shelf = keyShelf()
    await loadSigningKeys(shelf, sealingKeys([oldSecret], 'login attempt'))
    await expect(loadSigningKeys(shelf, sealWith(oldSecret))).rejects.toThrow('does not open signing key')
  })
})
