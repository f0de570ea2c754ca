import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { CompactSign, generateKeyPair } from 'jose'
import { sealingKeys } from '../src/adapters/outbound/tokens/sealing-keys.ts'

/** The floor's own keys: of the same kinds as the product's, and used by the same calls, which are the cheapest known. */
const seals = sealingKeys([randomBytes(32).toString('base64')], 'floor')
const { privateKey } = await generateKeyPair('ES256')

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
  return new CompactSign(Buffer.from(JSON.stringify(claims)))
    .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: 'floor' })
    .sign(privateKey)
}

export function seal(value: unknown): string {
  return seals.seal(JSON.stringify(value))
}

export function open(sealed: string): { state: string; nonce: string; codeVerifier: string } {
  return JSON.parse(seals.open(sealed) ?? '{}')
}

export function secret(): string {
  return randomBytes(32).toString('base64url')
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}
