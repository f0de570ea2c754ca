import type { CryptoKey, JWK } from 'jose'
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK } from 'jose'
import type { SealingKeys } from './sealing-keys.ts'

const algorithm = 'ES256'

/** A signing key as it is kept: the public half open, the private half sealed. */
export type KeptKey = { readonly kid: string; readonly publicJwk: JWK; readonly sealedPrivateJwk: string }

/** Where signing keys are kept between starts, oldest first. */
export type KeyShelf = {
  all(): Promise<readonly KeptKey[]>
  /** Keeps the key unless there is one: of several processes that start at once, one makes the first key. */
  addFirst(key: KeptKey): Promise<void>
}

/** The newest key signs; every key verifies. */
export type SigningKeys = {
  readonly current: { readonly kid: string; readonly key: CryptoKey }
  readonly verifying: ReadonlyMap<string, CryptoKey>
  readonly publicJwks: readonly JWK[]
}

/** Reads the signing keys, making the first one where there is none. Throws when no secret opens the newest. */
export async function loadSigningKeys(shelf: KeyShelf, seal: SealingKeys): Promise<SigningKeys> {
  let kept = await shelf.all()
  if (kept.length === 0) {
    await shelf.addFirst(await newKey(seal))
    kept = await shelf.all()
  }
  const newest = kept.at(-1)
  if (!newest) throw new Error('no signing key was kept')
  const verifying = await Promise.all(
    kept.map(async ({ kid, publicJwk }) => [kid, await keyOf(publicJwk)] as const),
  )
  return {
    current: { kid: newest.kid, key: await openKey(newest, seal) },
    verifying: new Map(verifying),
    publicJwks: kept.map(({ publicJwk }) => publicJwk),
  }
}

async function newKey(seal: SealingKeys): Promise<KeptKey> {
  const { publicKey, privateKey } = await generateKeyPair(algorithm, { extractable: true })
  const bare = await exportJWK(publicKey)
  const kid = await calculateJwkThumbprint(bare)
  const sealedPrivateJwk = await seal.seal(JSON.stringify(await exportJWK(privateKey)))
  return { kid, publicJwk: { ...bare, kid, use: 'sig', alg: algorithm }, sealedPrivateJwk }
}

async function openKey({ kid, sealedPrivateJwk }: KeptKey, seal: SealingKeys): Promise<CryptoKey> {
  const jwk = await seal.open(sealedPrivateJwk)
  if (jwk === undefined) {
    throw new Error(
      `DAEMUN_SECRET does not open signing key ${kid}: put the secret that sealed it into the list`,
    )
  }
  return keyOf(JSON.parse(jwk))
}

async function keyOf(jwk: JWK): Promise<CryptoKey> {
  const key = await importJWK(jwk, algorithm)
  if (key instanceof Uint8Array) throw new Error('a signing key is not an asymmetric key')
  return key
}
