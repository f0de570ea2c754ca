import type { KeptKey, KeyShelf, SigningAlgorithm } from './kept-keys.ts'
import { isNextKnown, signingOf } from './kept-keys.ts'
import { newKey } from './new-key.ts'
import type { SealingKeys } from './sealing-keys.ts'

export type RotationPolicy = {
  readonly algorithm: SigningAlgorithm
  /** The age at which a key is followed by another; `null`: only by command. */
  readonly rotationSeconds: number | null
  /** For which a key is published before it signs: as long as a verifier may keep our keys, and more. */
  readonly leadSeconds: number
  /** Of the tokens that live longest. */
  readonly tokenTtlSeconds: number
}

/** Seconds for which a key outlives its last token: clocks differ, and answers travel. */
const marginSeconds = 600

export type Rotated = { readonly kind: 'rotated'; readonly kid: string } | { readonly kind: 'next_is_known' }

/** Makes the next key, which signs after `leadSeconds`, unless there is one that waits to sign. */
export async function rotateKeys(
  shelf: KeyShelf,
  seal: SealingKeys,
  { algorithm, leadSeconds }: RotationPolicy,
): Promise<Rotated> {
  const key = await newKey(algorithm, seal)
  const added = await shelf.add(key, leadSeconds, (kept) => !isNextKnown(kept))
  return added ? { kind: 'rotated', kid: key.kid } : { kind: 'next_is_known' }
}

/**
 * What a start does for the keys: the first one is made, one of the algorithm that is now asked for where there is
 * none on its way, and what an older secret sealed is sealed by the first, so that the older one can go.
 */
export async function prepareKeys(shelf: KeyShelf, seal: SealingKeys, policy: RotationPolicy): Promise<void> {
  const { algorithm, leadSeconds, tokenTtlSeconds } = policy
  const kept = await shelf.all()
  if (kept.length === 0) await shelf.add(await newKey(algorithm, seal), 0, (there) => there.length === 0)
  const asksForAnother = (there: readonly KeptKey[]) =>
    !isNextKnown(there) && there.at(-1)?.algorithm !== algorithm
  if (kept.length > 0 && asksForAnother(kept))
    await shelf.add(await newKey(algorithm, seal), leadSeconds, asksForAnother)
  await resealKeys(shelf, seal)
  await shelf.promise(tokenTtlSeconds)
}

/** Seals by the first secret every private key that another one of the list sealed; answers which. */
export async function resealKeys(shelf: KeyShelf, seal: SealingKeys): Promise<string[]> {
  const stale = (await shelf.all()).filter(({ sealedPrivateJwk }) => !seal.isCurrent(sealedPrivateJwk))
  const resealed = await Promise.all(
    stale.map(async ({ kid, sealedPrivateJwk }) => {
      const jwk = seal.open(sealedPrivateJwk)
      if (jwk === undefined) return []
      await shelf.reseal(kid, sealedPrivateJwk, seal.seal(jwk))
      return [kid]
    }),
  )
  return resealed.flat()
}

/** Makes the next key when it is time, and removes those whose tokens are all over; answers how many changed. */
export async function tendKeys(shelf: KeyShelf, seal: SealingKeys, policy: RotationPolicy): Promise<number> {
  const isDue = (kept: readonly KeptKey[]) => !isNextKnown(kept) && isOld(signingOf(kept), policy)
  const added =
    isDue(await shelf.all()) &&
    (await shelf.add(await newKey(policy.algorithm, seal), policy.leadSeconds, isDue))
  const removed = await shelf.removeSpent(marginSeconds)
  return removed.length + (added ? 1 : 0)
}

function isOld(key: KeptKey | undefined, { rotationSeconds, leadSeconds }: RotationPolicy): boolean {
  if (!key || rotationSeconds === null) return false
  return -key.signsInSeconds >= rotationSeconds - leadSeconds
}
