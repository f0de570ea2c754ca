import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { CompactEncrypt, CompactSign, compactDecrypt, generateKeyPair, SignJWT } from 'jose'
import { sealingKeys } from '../src/adapters/outbound/tokens/sealing-keys.ts'

/** The floor's own keys: of the same kinds as the product's, and as briefly used. */
const sealingKey = randomBytes(32)
const seals = sealingKeys([sealingKey.toString('base64')], 'floor')
const { privateKey } = await generateKeyPair('ES256')

/** By jose as one would write it at first; or by the calls of the product, which are the cheapest that we know. */
const isCheapest = process.env.FLOOR_TOKENS === 'cheapest'

export const origin = 'http://127.0.0.1'

export function sign(payload: Record<string, string>, subject: string, ttlSeconds: number): Promise<string> {
  const iat = Math.floor(Date.now() / 1_000)
  const claims = {
    ...payload,
    iss: origin,
    aud: origin,
    sub: subject,
    jti: randomUUID(),
    iat,
    exp: iat + ttlSeconds,
  }
  const token = isCheapest ? new CompactSign(Buffer.from(JSON.stringify(claims))) : new SignJWT(claims)
  return token.setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: 'floor' }).sign(privateKey)
}

export async function seal(value: unknown): Promise<string> {
  const text = JSON.stringify(value)
  if (isCheapest) return seals.seal(text)
  return new CompactEncrypt(Buffer.from(text))
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
    .encrypt(sealingKey)
}

export async function open(sealed: string): Promise<{ state: string; nonce: string; codeVerifier: string }> {
  if (isCheapest) return JSON.parse(seals.open(sealed) ?? '{}')
  const { plaintext } = await compactDecrypt(sealed, sealingKey)
  return JSON.parse(Buffer.from(plaintext).toString())
}

export function secret(): string {
  return randomBytes(32).toString('base64url')
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}
