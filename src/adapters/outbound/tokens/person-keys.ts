import { createHmac, hkdfSync } from 'node:crypto'
import type { PersonKeys } from '../../../application/ports/person-keys.ts'
import type { PersonKey } from '../../../domain/verification.ts'

/**
 * `PersonKeys` by HMAC-SHA256 under a key derived for this purpose (RFC 5869). A plain hash would not do: whoever
 * has a CI, and many services have it, could look for its person in a stolen table.
 */
export function hmacPersonKeys(secrets: readonly [string, ...string[]]): PersonKeys {
  const [first, ...older] = secrets.map(keyOf)
  if (!first) throw new Error('there is no secret')
  return {
    of: (ci) => [hashed(first, ci), ...older.map((key) => hashed(key, ci))],
  }
}

function keyOf(secret: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', 'daemun person key', 32))
}

function hashed(key: Buffer, ci: string): PersonKey {
  return createHmac('sha256', key).update(ci).digest('base64url') as PersonKey
}
