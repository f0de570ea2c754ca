import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { opaqueRefreshTokens } from '../../src/adapters/outbound/tokens/refresh-tokens.ts'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

describe('opaqueRefreshTokens', () => {
  it('names its session and proves it with a secret that is kept as SHA-256 alone (RT3, ASVS 11.4.1)', () => {
    const { sessionId, token, hash } = opaqueRefreshTokens.start()
    expect(sessionId).toMatch(uuid)
    expect(token).toMatch(/^[\w-]{64}$/)
    expect(hash).toBe(createHash('sha256').update(token).digest('base64url'))
    expect(opaqueRefreshTokens.read(token)).toEqual({ sessionId, hash })
  })

  it('makes another token of the same session', () => {
    const first = opaqueRefreshTokens.start()
    const next = opaqueRefreshTokens.next(first.sessionId)
    expect(next.sessionId).toBe(first.sessionId)
    expect(next.hash).not.toBe(first.hash)
    expect(opaqueRefreshTokens.read(next.token)).toEqual({ sessionId: first.sessionId, hash: next.hash })
  })

  it('makes no two alike in a thousand, and none that is a UUID (RC2, ASVS 11.5.1)', () => {
    const { sessionId } = opaqueRefreshTokens.start()
    const tokens = Array.from({ length: 1_000 }, () => opaqueRefreshTokens.next(sessionId).token)
    expect(new Set(tokens).size).toBe(1_000)
    // Behind the session's 16 bytes come 32 of chance, which share nothing.
    const secrets = tokens.map((token) => Buffer.from(token, 'base64url').subarray(16))
    expect(new Set(secrets.map((secret) => secret.toString('hex'))).size).toBe(1_000)
    for (const [index, secret] of secrets.entries()) {
      expect(secret).toHaveLength(32)
      expect(tokens[index]).not.toMatch(uuid)
    }
  })

  it.each([
    '',
    'a',
    'a'.repeat(63),
    'a'.repeat(65),
    `${'a'.repeat(63)}=`,
    `${'a'.repeat(63)}+`,
    `${'a'.repeat(63)}/`,
    ` ${'a'.repeat(63)}`,
    `${'a'.repeat(64)}\n`,
    '가'.repeat(64),
  ])('does not read %j', (presented) => {
    expect(opaqueRefreshTokens.read(presented)).toBeUndefined()
  })

  it('reads a token in one spelling only, so that a hash stands for one string', () => {
    const token = fc.stringMatching(/^[\w-]{64}$/)
    fc.assert(
      fc.property(token, (presented) => {
        expect(Buffer.from(presented, 'base64url').toString('base64url')).toBe(presented)
        expect(opaqueRefreshTokens.read(presented)?.sessionId).toMatch(
          /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
        )
      }),
    )
  })

  it('never throws, whatever is presented', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void opaqueRefreshTokens.read(text)))
  })
})
