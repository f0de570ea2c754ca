import { decodeProtectedHeader } from 'jose'
import { describe, expect, it } from 'vitest'
import { joseAccessTokens } from '../../src/adapters/outbound/tokens/access-tokens.ts'
import type { SigningAlgorithm } from '../../src/adapters/outbound/tokens/kept-keys.ts'
import { prepareKeys, resealKeys, rotateKeys } from '../../src/adapters/outbound/tokens/key-rotation.ts'
import type { SigningKeys } from '../../src/adapters/outbound/tokens/keys.ts'
import { openSigningKeys } from '../../src/adapters/outbound/tokens/keys.ts'
import { sealingKeys } from '../../src/adapters/outbound/tokens/sealing-keys.ts'
import type { IdentityId } from '../../src/domain/identity.ts'
import { keyShelf, rotationPolicy } from '../support/signing-keys.ts'

const [oldSecret, newSecret] = ['an old secret of thirty-two bytes', 'a new secret of thirty-two bytes']
const sealWith = (...secrets: [string, ...string[]]) => sealingKeys(secrets, 'signing key')
const tokensBy = (keys: SigningKeys) =>
  joseAccessTokens(keys, { issuer: 'i', audience: 'a', accessTokenTtlSeconds: 60, signupTtlSeconds: 60 })
const grant = {
  identityId: '01a20000-0000-7000-8000-000000000000' as IdentityId,
  returnTo: null,
  client: null,
}
const policyOf = (algorithm: SigningAlgorithm) => ({ ...rotationPolicy, algorithm })

/** A process that starts, with a monotonic clock that is turned. */
async function start(
  shelf = keyShelf(),
  { seal = sealWith(oldSecret), algorithm = 'ES256' as SigningAlgorithm } = {},
) {
  let seconds = 0
  await prepareKeys(shelf, seal, policyOf(algorithm))
  const keys = await openSigningKeys(shelf, seal, () => seconds * 1_000)
  const turn = (by: number) => {
    seconds += by
  }
  return { shelf, seal, keys, turn, ...tokensBy(keys) }
}

describe('the signing keys of a process', () => {
  it('begin with one that is made, and found again at the next start', async () => {
    const { shelf, keys } = await start()
    const again = await start(shelf)
    expect(shelf.kept).toHaveLength(1)
    expect(again.keys.current().kid).toBe(keys.current().kid)
    expect(again.keys.publicJwks()).toEqual(keys.publicJwks())
  })

  it('are the same when two processes start at once', async () => {
    const shelf = keyShelf()
    const both = await Promise.all([start(shelf), start(shelf)])
    expect(new Set(both.map(({ keys }) => keys.current().kid)).size).toBe(1)
  })

  it.each([
    ['ES256', { kty: 'EC', crv: 'P-256', x: expect.any(String), y: expect.any(String) }],
    ['EdDSA', { kty: 'OKP', crv: 'Ed25519', x: expect.any(String) }],
    ['RS256', { kty: 'RSA', n: expect.stringMatching(/^[\w-]{342}$/), e: 'AQAB' }],
  ] as const)(
    'of %s are published without their private half, named by thumbprint (RT10)',
    async (algorithm, members) => {
      const { shelf, seal, keys, ...tokens } = await start(keyShelf(), { algorithm })
      const kid = expect.stringMatching(/^[\w-]{43}$/)
      expect(keys.publicJwks()).toEqual([{ ...members, kid, use: 'sig', alg: algorithm }])
      const [kept] = shelf.kept
      const opened = seal.open(kept?.sealedPrivateJwk ?? '')
      const { d } = JSON.parse(opened ?? '{}') as { d: string }
      expect(d).toMatch(/^[\w-]{43,}$/)
      expect(JSON.stringify(kept)).not.toContain(d)
      const { signupToken } = await tokens.issueSignup(grant)
      expect(decodeProtectedHeader(signupToken)).toMatchObject({ alg: algorithm, kid: keys.current().kid })
      expect(await tokens.verifySignup(signupToken)).toMatchObject({ kind: 'valid' })
    },
  )

  it('publish the next one ahead, sign with it when its time has come, and verify with both', async () => {
    const { shelf, seal, keys, turn, ...tokens } = await start()
    const { kid: first } = keys.current()
    const rotated = await rotateKeys(shelf, seal, policyOf('EdDSA'))
    await keys.reread()
    const next = rotated.kind === 'rotated' ? rotated.kid : ''
    expect(keys.publicJwks().map(({ kid }) => kid)).toEqual([first, next])
    const { signupToken: old } = await tokens.issueSignup(grant)
    turn(899)
    expect(keys.current().kid).toBe(first)
    turn(1)
    expect(keys.current()).toMatchObject({ kid: next, algorithm: 'EdDSA' })
    const { signupToken: fresh } = await tokens.issueSignup(grant)
    for (const token of [old, fresh])
      expect(await tokens.verifySignup(token)).toMatchObject({ kind: 'valid' })
  })

  it('have one next key at a time', async () => {
    const { shelf, seal } = await start()
    const both = await Promise.all([1, 2].map(() => rotateKeys(shelf, seal, rotationPolicy)))
    expect(both.map(({ kind }) => kind).sort()).toEqual(['next_is_known', 'rotated'])
    expect(shelf.kept).toHaveLength(2)
  })

  it('follow the algorithm that a start asks for, once', async () => {
    const { shelf, keys } = await start()
    for (let times = 0; times < 2; times += 1) await start(shelf, { algorithm: 'RS256' })
    expect(shelf.kept.map(({ algorithm, signsInSeconds }) => [algorithm, signsInSeconds])).toEqual([
      ['ES256', 0],
      ['RS256', 900],
    ])
    await keys.reread()
    expect(keys.current().algorithm).toBe('ES256')
  })

  it('are looked for once when a token names one that is unknown, and not at every word', async () => {
    const [one, other] = [await start(), keyShelf()]
    const elsewhere = await start(other)
    one.shelf.kept.push(...other.kept)
    const { signupToken } = await elsewhere.issueSignup(grant)
    let looks = 0
    const all = one.shelf.all
    one.shelf.all = () => {
      looks += 1
      return all()
    }
    const verified = await Promise.all(Array.from({ length: 20 }, () => one.verifySignup(signupToken)))
    expect(verified.filter(({ kind }) => kind === 'valid')).toHaveLength(20)
    expect(looks).toBe(1)
    const stranger = await (await start()).issueSignup(grant)
    for (let times = 0; times < 20; times += 1)
      expect(await one.verifySignup(stranger.signupToken)).toEqual({ kind: 'invalid_token' })
    expect(looks).toBe(1)
    one.turn(5)
    await one.verifySignup(stranger.signupToken)
    expect(looks).toBe(2)
  })

  it('are no longer trusted once they are gone', async () => {
    const { shelf, keys, seal, turn, ...tokens } = await start()
    const { signupToken } = await tokens.issueSignup(grant)
    await rotateKeys(shelf, seal, { ...rotationPolicy, leadSeconds: 0 })
    shelf.kept.shift()
    await keys.reread()
    expect(await tokens.verifySignup(signupToken)).toEqual({ kind: 'invalid_token' })
    expect(keys.publicJwks()).toHaveLength(1)
  })
})

describe('the secret that seals the keys', () => {
  it('gives way to the first of the list at the next start, so that it can be removed', async () => {
    const { shelf, keys } = await start()
    const { kid } = keys.current()
    expect((await start(shelf, { seal: sealWith(newSecret, oldSecret) })).keys.current().kid).toBe(kid)
    expect((await start(shelf, { seal: sealWith(newSecret) })).keys.current().kid).toBe(kid)
    await expect(start(shelf)).rejects.toThrow(/^DAEMUN_SECRET does not open signing key/)
  })

  it('is changed under a process that runs, without its noticing', async () => {
    const { shelf, keys } = await start()
    expect(await resealKeys(shelf, sealWith(newSecret, oldSecret))).toEqual([keys.current().kid])
    expect(await resealKeys(shelf, sealWith(newSecret, oldSecret))).toEqual([])
    await keys.reread()
    expect((await tokensBy(keys).issueSignup(grant)).expiresIn).toBe(60)
  })

  it('must be known, or nothing starts, and it is said what to do', async () => {
    const { shelf } = await start()
    await expect(start(shelf, { seal: sealWith(newSecret) })).rejects.toThrow(
      /^DAEMUN_SECRET does not open signing key [\w-]{43}: put the secret that sealed it into the list$/,
    )
    expect(await resealKeys(shelf, sealWith(newSecret))).toEqual([])
    expect(shelf.kept).toHaveLength(1)
  })

  it('leaves a process what it has when a next key is sealed by a secret that it lacks', async () => {
    const { shelf, keys } = await start()
    const { kid } = keys.current()
    await rotateKeys(shelf, sealWith(newSecret), rotationPolicy)
    await expect(keys.reread()).rejects.toThrow('DAEMUN_SECRET does not open signing key')
    expect(keys.current().kid).toBe(kid)
  })

  it('of a sealed cookie is not that of a sealed key', async () => {
    const { shelf } = await start(keyShelf(), { seal: sealingKeys([oldSecret], 'login attempt') })
    await expect(start(shelf)).rejects.toThrow('does not open signing key')
  })
})
