import type { KeyObject } from 'node:crypto'
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createSecretKey,
  hkdfSync,
  randomBytes,
} from 'node:crypto'

/** Encrypts for one purpose: the first secret seals, every secret of the list opens. */
export type SealingKeys = {
  seal(text: string): string
  /** `undefined` for anything that none of the keys sealed for this purpose. */
  open(sealed: string): string | undefined
  /** Whether the first secret sealed it, by its own word. */
  isCurrent(sealed: string): boolean
  /** What everything begins with that the first secret sealed. */
  readonly prefix: string
}

/** `header` is the only one that is written or read, so that nothing that was sent has a say in how it is opened. */
type Key = { readonly header: string; readonly key: KeyObject }

const algorithm = 'aes-256-gcm'
const ivBytes = 12
const authTagLength = 16

/**
 * Compact JWE (RFC 7516 7.1), `dir` with `A256GCM`; each purpose has its key by HKDF (RFC 5869), so seals cannot be
 * swapped. By Node's own cipher: a login seals and opens, and WebCrypto's way through another thread costs ten times
 * as much as the encryption.
 */
export function sealingKeys(secrets: readonly [string, ...string[]], purpose: string): SealingKeys {
  const [first, ...older] = secrets
  const current = keyOf(first, purpose)
  const keys = [current, ...older.map((secret) => keyOf(secret, purpose))]
  const byHeader = new Map(keys.map((key) => [key.header, key]))
  return {
    seal: (text) => seal(current, text),
    open: (sealed) => open(byHeader, sealed),
    isCurrent: (sealed) => sealed.startsWith(`${current.header}.`),
    prefix: `${current.header}.`,
  }
}

function seal({ header, key }: Key, text: string): string {
  const iv = randomBytes(ivBytes)
  const cipher = createCipheriv(algorithm, key, iv, { authTagLength }).setAAD(Buffer.from(header))
  const ciphertext = cipher.update(text, 'utf8', 'base64url') + cipher.final('base64url')
  return `${header}..${iv.toString('base64url')}.${ciphertext}.${cipher.getAuthTag().toString('base64url')}`
}

function open(keys: ReadonlyMap<string, Key>, sealed: string): string | undefined {
  const [header = '', encryptedKey, iv = '', ciphertext = '', tag = '', ...rest] = sealed.split('.')
  const known = keys.get(header)
  if (!known || encryptedKey !== '' || rest.length > 0) return undefined
  try {
    const decipher = createDecipheriv(algorithm, known.key, Buffer.from(iv, 'base64url'), { authTagLength })
    decipher.setAAD(Buffer.from(header)).setAuthTag(Buffer.from(tag, 'base64url'))
    return decipher.update(ciphertext, 'base64url', 'utf8') + decipher.final('utf8')
  } catch {
    // An iv or a tag of no such length, or a tag that does not fit: all that Node throws here.
    return undefined
  }
}

function keyOf(secret: string, purpose: string): Key {
  const bytes = new Uint8Array(hkdfSync('sha256', secret, 'daemun', purpose, 32))
  const kid = createHash('sha256').update(bytes).digest('base64url').slice(0, 8)
  const header = Buffer.from(JSON.stringify({ alg: 'dir', enc: 'A256GCM', kid })).toString('base64url')
  return { header, key: createSecretKey(bytes) }
}
