import type { JWK } from 'jose'

/** How our own tokens may be signed: what verifiers commonly know, each of 112 bits or more (ASVS 11.2.3). */
export type SigningAlgorithm = 'ES256' | 'EdDSA' | 'RS256'

/** A signing key as it is stored: the public half open, the private half sealed. */
export type StoredKey = {
  readonly kid: string
  readonly algorithm: SigningAlgorithm
  readonly publicJwk: JWK
  readonly sealedPrivateJwk: string
}

/** `signsInSeconds`, from now by the shelf's own clock: 0 or less once it signs, or did. */
export type KeptKey = StoredKey & { readonly signsInSeconds: number }

/** Where signing keys are kept, for all processes. */
export type KeyShelf = {
  /** In the order in which they sign. */
  all(): Promise<readonly KeptKey[]>
  /**
   * Keeps a key that signs in so many seconds, if `isWanted` still says so of the keys that are there; answers
   * whether. Of processes that do so at once, each decides on what the one before has left.
   */
  add(
    key: StoredKey,
    signsInSeconds: number,
    isWanted: (kept: readonly KeptKey[]) => boolean,
  ): Promise<boolean>
  /** Seals the same private key otherwise, unless somebody else has just done so. */
  reseal(kid: string, from: string, to: string): Promise<void>
  /** Says for how many seconds a token lives at most that is signed from now on. */
  promise(tokenTtlSeconds: number): Promise<void>
  /** Removes keys whose last token is over since `marginSeconds`; answers which. */
  removeSpent(marginSeconds: number): Promise<readonly string[]>
}

/** The key that signs now: the last one whose time has come. */
export function signingOf<Key extends { readonly signsInSeconds: number }>(
  kept: readonly Key[],
): Key | undefined {
  return kept.findLast(({ signsInSeconds }) => signsInSeconds <= 0) ?? kept[0]
}

/** Whether a key has been published that has not begun to sign. */
export function isNextKnown(kept: readonly KeptKey[]): boolean {
  return (kept.at(-1)?.signsInSeconds ?? 0) > 0
}
