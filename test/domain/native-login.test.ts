import { describe, expect, it } from 'vitest'
import { signedNonces } from '../../src/adapters/outbound/tokens/signed-nonces.ts'
import { nonceTtlSeconds, onceOnly } from '../../src/domain/native-login.ts'

const [one, other] = ['a secret of thirty-two bytes, one', 'a secret of thirty-two bytes, two']
const now = new Date('2026-11-01T09:00:00Z')
const later = (seconds: number) => new Date(now.getTime() + seconds * 1_000)

describe('a nonce of ours', () => {
  const { nonce, expiresIn } = signedNonces([one]).issue('kakao', now)

  it('is known again without being stored, by every process of the same secrets', () => {
    expect(signedNonces([one]).isOurs('kakao', nonce, now)).toBe(true)
    expect(signedNonces([other, one]).isOurs('kakao', nonce, now)).toBe(true)
    expect(nonce).toMatch(/^[A-Za-z0-9_-]{51}$/)
  })

  it('is over after its time', () => {
    expect(expiresIn).toBe(nonceTtlSeconds)
    expect(signedNonces([one]).isOurs('kakao', nonce, later(nonceTtlSeconds - 1))).toBe(true)
    expect(signedNonces([one]).isOurs('kakao', nonce, later(nonceTtlSeconds))).toBe(false)
  })

  it.each([
    ['of another secret', 'kakao', signedNonces([other]).issue('kakao', now).nonce],
    ['of another provider', 'google', nonce],
    ['cut short', 'kakao', nonce.slice(1)],
    ['spelled otherwise', 'kakao', `${nonce}=`],
    ['with another time', 'kakao', `${nonce.slice(0, 28)}A${nonce.slice(29)}`],
    ['of nobody', 'kakao', 'a nonce'],
    ['empty', 'kakao', ''],
  ])('is not one %s', (_, provider, presented) => {
    expect(signedNonces([one]).isOurs(provider as 'kakao', presented, now)).toBe(false)
  })

  it('never comes twice', () => {
    const nonces = Array.from({ length: 1_000 }, () => signedNonces([one]).issue('kakao', now).nonce)
    expect(new Set(nonces).size).toBe(1_000)
  })
})

describe('what may prove a native login only once', () => {
  const proof = { kind: 'id_token', idToken: 'header.payload.signature' } as const
  const judge = (sent: string | undefined, claimed: string | null, idToken: string = proof.idToken) =>
    onceOnly('kakao', { ...proof, idToken }, { sent, claimed }, (nonce) => nonce === 'ours')

  it('is the nonce, whether the app names it or not', () => {
    const once = { kind: 'once', proof: 'kakao nonce ours' }
    expect(judge('ours', 'ours')).toEqual(once)
    expect(judge(undefined, 'ours')).toEqual(once)
  })

  it('is what the signature signs where there is no nonce, however the signature is spelled', () => {
    expect(judge(undefined, null)).toEqual({ kind: 'once', proof: 'kakao id_token header.payload' })
    expect(judge(undefined, null, 'header.payload.spelled-otherwise')).toEqual(judge(undefined, null))
  })

  it.each([
    ['another than the token has', 'ours', 'theirs'],
    ['one, and the token none', 'ours', null],
    ['none, and the token a foreign one', undefined, 'theirs'],
    ['a foreign one, as the token does', 'theirs', 'theirs'],
  ])('is nothing when the app sends %s', (_, sent, claimed) => {
    expect(judge(sent, claimed)).toEqual({ kind: 'invalid_nonce' })
  })
})
