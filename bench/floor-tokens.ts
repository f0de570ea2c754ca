import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { CompactEncrypt, compactDecrypt, generateKeyPair, SignJWT } from 'jose'

/** The floor's own keys: of the same kinds as the product's, and as briefly used. */
const sealingKey = randomBytes(32)
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
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: 'floor' })
    .sign(privateKey)
}

export function seal(value: unknown): Promise<string> {
  return new CompactEncrypt(Buffer.from(JSON.stringify(value)))
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
    .encrypt(sealingKey)
}

export async function open(sealed: string): Promise<{ state: string; nonce: string; codeVerifier: string }> {
  const { plaintext } = await compactDecrypt(sealed, sealingKey)
  return JSON.parse(Buffer.from(plaintext).toString())
}

export function secret(): string {
  return randomBytes(32).toString('base64url')
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}
