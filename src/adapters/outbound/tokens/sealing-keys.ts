import { createHash, hkdfSync } from 'node:crypto'
import type { CryptoKey } from 'jose'
import { CompactEncrypt, compactDecrypt, decodeProtectedHeader, errors } from 'jose'

/** Encrypts for one purpose: the first secret seals, every secret of the list opens. */
export type SealingKeys = {
  seal(text: string): Promise<string>
  /** `undefined` for anything that none of the keys sealed for this purpose. */
  open(sealed: string): Promise<string | undefined>
  /** Whether the first secret sealed it, by its own word. */
  isCurrent(sealed: string): boolean
}

type Key = { kid: string; key: Promise<CryptoKey> }

/** JWE (RFC 7516) `dir` with `A256GCM`; each purpose has its key by HKDF (RFC 5869), so seals cannot be swapped. */
export function sealingKeys(secrets: readonly [string, ...string[]], purpose: string): SealingKeys {
  const [first, ...older] = secrets
  const current = keyOf(first, purpose)
  const keys = new Map(
    [current, ...older.map((secret) => keyOf(secret, purpose))].map(({ kid, key }) => [kid, key]),
  )
  return {
    seal: async (text) =>
      new CompactEncrypt(new TextEncoder().encode(text))
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: current.kid })
        .encrypt(await current.key),
    open: (sealed) => open(keys, sealed),
    isCurrent: (sealed) => decodeProtectedHeader(sealed).kid === current.kid,
  }
}

async function open(keys: ReadonlyMap<string, Key['key']>, sealed: string): Promise<string | undefined> {
  try {
    const { plaintext } = await compactDecrypt(sealed, ({ kid = '' }) => keys.get(kid) ?? unknownKey(), {
      keyManagementAlgorithms: ['dir'],
      contentEncryptionAlgorithms: ['A256GCM'],
    })
    return new TextDecoder().decode(plaintext)
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined
    throw error
  }
}

function unknownKey(): never {
  throw new errors.JWKSNoMatchingKey()
}

function keyOf(secret: string, purpose: string): Key {
  const bytes = new Uint8Array(hkdfSync('sha256', secret, 'daemun', purpose, 32))
  // Imported once and for all: bare bytes would be imported anew for everything sealed or opened.
  const key = crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt'])
  return { kid: createHash('sha256').update(bytes).digest('base64url').slice(0, 8), key }
}
