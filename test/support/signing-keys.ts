import type { KeptKey, KeyShelf, SigningKeys } from '../../src/adapters/outbound/tokens/keys.ts'
import { loadSigningKeys } from '../../src/adapters/outbound/tokens/keys.ts'
import { sealingKeys } from '../../src/adapters/outbound/tokens/sealing-keys.ts'

export const secrets = ['a secret of thirty-two bytes or more, for tests'] as const

/** Signing keys that nothing but this array keeps. */
export function keyShelf(kept: KeptKey[] = []): KeyShelf & { readonly kept: KeptKey[] } {
  return {
    kept,
    all: async () => [...kept],
    addFirst: async (key) => {
      if (kept.length === 0) kept.push(key)
    },
  }
}

/** A key pair made for this run. */
export function newSigningKeys(): Promise<SigningKeys> {
  return loadSigningKeys(keyShelf(), sealingKeys(secrets, 'signing key'))
}
