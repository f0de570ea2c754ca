import { createCipheriv, createHash, createHmac, randomBytes } from 'node:crypto'

export type NaverNotice = {
  readonly clientId: string
  readonly encryptUniqueId: string
  readonly timestamp: string
  readonly signature: string
}

export type NaverSaying = {
  readonly clientId: string
  readonly secret: string
  /** Seconds. */
  readonly at?: number
  /** In place of the encrypted id. */
  readonly encrypted?: Buffer
}

/** What Naver posts when this person disconnected, by its documents. */
export function naverNotice(uniqueId: string, { clientId, secret, at, encrypted }: NaverSaying): NaverNotice {
  const encryptUniqueId = (encrypted ?? encryptedId(uniqueId, secret)).toString('base64url')
  const timestamp = String(at ?? Math.floor(Date.now() / 1_000))
  const signed = `clientId=${clientId}&encryptUniqueId=${encryptUniqueId}&timestamp=${timestamp}`
  return { clientId, encryptUniqueId, timestamp, signature: naverSignature(signed, secret) }
}

/** Encrypted as Naver does it: the vector, then AES-128-CBC with its padding. */
export function encryptedId(uniqueId: string, secret: string): Buffer {
  const iv = randomBytes(16)
  const cipher = createCipheriv('aes-128-cbc', keyOf(secret), iv)
  return Buffer.concat([iv, cipher.update(uniqueId), cipher.final()])
}

/** As Naver signs: base64url without padding. */
export function naverSignature(text: string, secret: string): string {
  return createHmac('sha256', keyOf(secret)).update(text).digest('base64url')
}

function keyOf(secret: string): Buffer {
  return createHash('md5').update(secret).digest()
}
