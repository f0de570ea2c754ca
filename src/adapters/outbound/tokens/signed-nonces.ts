import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Nonces } from '../../../application/ports/nonces.ts'
import { nonceTtlSeconds } from '../../../domain/native-login.ts'

const randomLength = 16
const expiryLength = 6
const bodyLength = randomLength + expiryLength
const tagLength = 16

/**
 * 128 random bits and the time they end at, under an HMAC-SHA256 of 128 bits that names the provider: 51 letters of
 * base64url. The first secret signs, every secret of the list verifies.
 */
export function signedNonces(secrets: readonly [string, ...string[]]): Nonces {
  const keys = secrets.map(
    (secret) => new Uint8Array(hkdfSync('sha256', secret, 'daemun', 'native nonce', 32)),
  )
  return {
    issue(provider, now) {
      const body = Buffer.alloc(bodyLength)
      randomBytes(randomLength).copy(body)
      body.writeUIntBE(Math.floor(now.getTime() / 1_000) + nonceTtlSeconds, randomLength, expiryLength)
      const nonce = Buffer.concat([body, tagOf(keys[0] as Uint8Array, provider, body)]).toString('base64url')
      return { nonce, expiresIn: nonceTtlSeconds }
    },
    isOurs(provider, nonce, now) {
      const bytes = Buffer.from(nonce, 'base64url')
      // One spelling alone, or a spent one could be spelled anew.
      if (bytes.length !== bodyLength + tagLength || bytes.toString('base64url') !== nonce) return false
      const [body, tag] = [bytes.subarray(0, bodyLength), bytes.subarray(bodyLength)]
      const expiresAt = body.readUIntBE(randomLength, expiryLength)
      if (now.getTime() / 1_000 >= expiresAt) return false
      return keys.some((key) => timingSafeEqual(tagOf(key, provider, body), tag))
    },
  }
}

function tagOf(key: Uint8Array, provider: string, body: Uint8Array): Buffer {
  return createHmac('sha256', key).update(provider).update('\0').update(body).digest().subarray(0, tagLength)
}
