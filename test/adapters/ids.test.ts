import { expect, it } from 'vitest'
import { systemIds } from '../../src/adapters/outbound/system/ids.ts'

const uuidV7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
const thousand = <Value>(make: () => Value) => Array.from({ length: 1_000 }, make)

it('makes secrets of 256 bits, no two alike in a thousand and none a UUID (RC2, ASVS 11.5.1)', () => {
  const secrets = thousand(systemIds.secret)
  expect(new Set(secrets).size).toBe(1_000)
  for (const secret of secrets) {
    // RFC 7636 4.1: 43 characters are also the least that a code verifier may have.
    expect(secret).toMatch(/^[\w-]{43}$/)
    expect(Buffer.from(secret, 'base64url')).toHaveLength(32)
  }
})

it('makes secrets in which every bit is a matter of chance', () => {
  const ones = Array<number>(256).fill(0)
  for (const secret of thousand(systemIds.secret))
    for (const [index, byte] of Buffer.from(secret, 'base64url').entries())
      for (let bit = 0; bit < 8; bit += 1) {
        const at = index * 8 + bit
        ones[at] = (ones[at] ?? 0) + ((byte >> bit) & 1)
      }
  // Seven standard deviations off the half: by chance once in 10^9 runs.
  for (const count of ones) expect(Math.abs(count - 500)).toBeLessThan(111)
})

it.each(['userId', 'signupId'] as const)('makes every %s a UUIDv7 of its own', (name) => {
  const ids = thousand<string>(systemIds[name])
  expect(new Set(ids).size).toBe(1_000)
  for (const id of ids) expect(id).toMatch(uuidV7)
})
