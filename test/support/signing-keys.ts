import type { KeptKey, KeyShelf, SigningAlgorithm } from '../../src/adapters/outbound/tokens/kept-keys.ts'
import { prepareKeys } from '../../src/adapters/outbound/tokens/key-rotation.ts'
import type { SigningKeys } from '../../src/adapters/outbound/tokens/keys.ts'
import { openSigningKeys } from '../../src/adapters/outbound/tokens/keys.ts'
import { sealingKeys } from '../../src/adapters/outbound/tokens/sealing-keys.ts'

export const secrets = ['a secret of thirty-two bytes or more, for tests'] as const

export const rotationPolicy = {
  algorithm: 'ES256' as SigningAlgorithm,
  rotationSeconds: 7_776_000,
  leadSeconds: 900,
  tokenTtlSeconds: 3_600,
}

/** Signing keys that nothing but this array keeps. */
export function keyShelf(kept: KeptKey[] = []): KeyShelf & { readonly kept: KeptKey[] } {
  return {
    kept,
    all: async () => [...kept],
    async add(key, signsInSeconds, isWanted) {
      if (!isWanted(kept)) return false
      kept.push({ ...key, signsInSeconds })
      return true
    },
    async reseal(kid, from, to) {
      const at = kept.findIndex((key) => key.kid === kid && key.sealedPrivateJwk === from)
      const [found] = kept.slice(at)
      if (found) kept[at] = { ...found, sealedPrivateJwk: to }
    },
    promise: async () => {},
    removeSpent: async () => [],
  }
}

/** A key pair made for this run. */
export async function newSigningKeys(algorithm: SigningAlgorithm = 'ES256'): Promise<SigningKeys> {
  const [shelf, seal] = [keyShelf(), sealingKeys(secrets, 'signing key')]
  await prepareKeys(shelf, seal, { ...rotationPolicy, algorithm })
  return openSigningKeys(shelf, seal)
}
