import { hkdfSync } from 'node:crypto'
import { CompactEncrypt, compactDecrypt, decodeProtectedHeader } from 'jose'
import { describe, expect, it } from 'vitest'
import { sealingKeys } from '../../src/adapters/outbound/tokens/sealing-keys.ts'
import { jweSeals } from '../../src/adapters/outbound/tokens/seals.ts'
import type { SealedProfile } from '../../src/application/ports/seals.ts'
import type { LoginAttempt } from '../../src/domain/login.ts'
import type { ReturnTo } from '../../src/domain/return-to.ts'

const [oldSecret, newSecret] = ['an old secret of thirty-two bytes', 'a new secret of thirty-two bytes']
const seals = jweSeals([oldSecret])
const attempt: LoginAttempt = {
  provider: 'kakao',
  state: 'the state',
  nonce: 'the nonce',
  codeVerifier: 'the verifier',
  returnTo: '/길동' as ReturnTo,
  client: null,
  startedAt: new Date('2026-11-01T09:00:00.123Z'),
}
const profile = { nickname: '길동', email: 'gildong@example.com', imageUrl: null }

describe('jweSeals', () => {
  it('opens what it sealed, as it was', async () => {
    expect(await seals.openAttempt(await seals.sealAttempt(attempt))).toEqual(attempt)
    expect(await seals.openAttempt(await seals.sealAttempt({ ...attempt, returnTo: null }))).toEqual({
      ...attempt,
      returnTo: null,
    })
    expect(await seals.openProfile(await seals.sealProfile(profile))).toEqual(profile)
  })

  it('shows nothing of what is inside', async () => {
    const sealed = `${await seals.sealAttempt(attempt)} ${await seals.sealProfile(profile)}`
    const readable = sealed.split(/[. ]/).map((part) => Buffer.from(part, 'base64url').toString())
    for (const secret of ['the state', 'the nonce', 'the verifier', '길동', 'example.com'])
      expect(`${sealed} ${readable.join(' ')}`).not.toContain(secret)
  })

  it('seals the same thing differently each time, in a thousand times', async () => {
    const sealed = await Promise.all(Array.from({ length: 1_000 }, () => seals.sealAttempt(attempt)))
    expect(new Set(sealed).size).toBe(1_000)
    expect(new Set(sealed.map((each) => each.split('.')[2])).size).toBe(1_000)
  })

  it('fits into a cookie with the longest return_to (RT8)', async () => {
    const returnTo = `/${'a'.repeat(1_999)}` as ReturnTo
    const secret = 's'.repeat(43)
    const longest = { ...attempt, state: secret, nonce: secret, codeVerifier: secret, returnTo }
    expect((await seals.sealAttempt(longest)).length).toBeLessThan(4_000)
  })

  it('does not open a seal of one purpose for the other', async () => {
    expect(await seals.openAttempt(await seals.sealProfile(profile))).toBeUndefined()
    const sealedAttempt = (await seals.sealAttempt(attempt)) as string as SealedProfile
    expect(await seals.openProfile(sealedAttempt)).toBeUndefined()
  })

  it('opens what an older secret of its list sealed, and seals with the first', async () => {
    const rotated = jweSeals([newSecret, oldSecret])
    const [before, after] = [await seals.sealAttempt(attempt), await rotated.sealAttempt(attempt)]
    expect(await rotated.openAttempt(before)).toEqual(attempt)
    expect(await rotated.openProfile(await seals.sealProfile(profile))).toEqual(profile)
    expect(await jweSeals([newSecret]).openAttempt(after)).toEqual(attempt)
    expect(await seals.openAttempt(after)).toBeUndefined()
  })

  it('opens nothing once the secret has left the list', async () => {
    expect(await jweSeals([newSecret]).openAttempt(await seals.sealAttempt(attempt))).toBeUndefined()
  })

  it('opens nothing that was changed in any of its parts', async () => {
    const sealed = await seals.sealAttempt(attempt)
    for (const [index, part] of sealed.split('.').entries()) {
      const parts = sealed.split('.')
      const flipped = Buffer.from(part || 'AA', 'base64url')
      flipped[0] = (flipped[0] ?? 0) ^ 1
      parts[index] = flipped.toString('base64url')
      expect(await seals.openAttempt(parts.join('.'))).toBeUndefined()
    }
    expect(await seals.openAttempt(sealed.slice(0, -1))).toBeUndefined()
    expect(await seals.openAttempt(`${sealed}.`)).toBeUndefined()
  })

  it.each(['', '.', '....', 'a.b.c.d.e', 'null', '{}', '가.나.다.라.마', 'eyJhbGciOiJub25lIn0..'])(
    'opens %j to nothing',
    async (sealed) => {
      expect(await seals.openAttempt(sealed)).toBeUndefined()
      expect(await seals.openProfile(sealed as SealedProfile)).toBeUndefined()
    },
  )

  it('does not open what somebody else encrypted in another way under a kid of ours', async () => {
    const { kid = '' } = decodeProtectedHeader(await seals.sealAttempt(attempt))
    const text = new TextEncoder().encode(JSON.stringify(attempt))
    const foreign = new Uint8Array(32)
    const direct = await new CompactEncrypt(text)
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid })
      .encrypt(foreign)
    const byPassword = await new CompactEncrypt(text)
      .setProtectedHeader({ alg: 'PBES2-HS256+A128KW', enc: 'A128GCM', kid })
      .encrypt(new TextEncoder().encode('guessed'))
    for (const sealed of [direct, byPassword]) expect(await seals.openAttempt(sealed)).toBeUndefined()
  })
})

describe('sealingKeys', () => {
  const key = new Uint8Array(hkdfSync('sha256', oldSecret, 'daemun', 'login attempt', 32))
  const keys = sealingKeys([oldSecret], 'login attempt')

  it('writes what any JWE library reads (RFC 7516), letters of every length', async () => {
    for (const text of ['', '길', '길동', '길동이', 'x'.repeat(5_000)]) {
      const { plaintext, protectedHeader } = await compactDecrypt(keys.seal(text), key)
      expect(new TextDecoder().decode(plaintext)).toBe(text)
      expect(protectedHeader).toMatchObject({ alg: 'dir', enc: 'A256GCM' })
    }
  })

  it('reads what earlier versions sealed by jose', async () => {
    const { kid = '' } = decodeProtectedHeader(keys.seal('x'))
    const sealed = await new CompactEncrypt(new TextEncoder().encode('길동'))
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid })
      .encrypt(key)
    expect(keys.open(sealed)).toBe('길동')
    expect(keys.isCurrent(sealed)).toBe(true)
  })

  it('takes no header but its own, even with the right key: nothing to inflate, no other algorithm', async () => {
    const { kid = '' } = decodeProtectedHeader(keys.seal('x'))
    const asText = new TextEncoder().encode('길동')
    for (const more of [{ zip: 'DEF' }, { typ: 'JWE' }, { kid: 'another' }]) {
      const header = { alg: 'dir', enc: 'A256GCM', kid, ...more }
      const sealed = await new CompactEncrypt(asText).setProtectedHeader(header).encrypt(key)
      expect(keys.open(sealed)).toBeUndefined()
    }
  })

  it('gives each purpose and each secret a key of its own', async () => {
    const kidOf = async (secret: string, purpose: string) =>
      decodeProtectedHeader(await sealingKeys([secret], purpose).seal('x')).kid
    const kids = [
      await kidOf(oldSecret, 'login attempt'),
      await kidOf(oldSecret, 'provider profile'),
      await kidOf(oldSecret, 'signing key'),
      await kidOf(newSecret, 'signing key'),
    ]
    expect(new Set(kids).size).toBe(4)
    expect(await kidOf(newSecret, 'signing key')).toBe(kids[3])
  })
})
