import type { CryptoKey, JWK } from 'jose'
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK } from 'jose'
import type { SigningAlgorithm, StoredKey } from './kept-keys.ts'
import type { SealingKeys } from './sealing-keys.ts'

/** A fresh key pair, named by its thumbprint (RFC 7638), its private half sealed. */
export async function newKey(algorithm: SigningAlgorithm, seal: SealingKeys): Promise<StoredKey> {
  const { publicKey, privateKey } = await generateKeyPair(algorithm, { extractable: true })
  const bare = await exportJWK(publicKey)
  const kid = await calculateJwkThumbprint(bare)
  const sealedPrivateJwk = seal.seal(JSON.stringify(await exportJWK(privateKey)))
  return { kid, algorithm, publicJwk: { ...bare, kid, use: 'sig', alg: algorithm }, sealedPrivateJwk }
}

/** The private half. Throws when no secret of the list opens it. */
export async function openKey(
  { kid, algorithm, sealedPrivateJwk }: StoredKey,
  seal: SealingKeys,
): Promise<CryptoKey> {
  const jwk = seal.open(sealedPrivateJwk)
  if (jwk === undefined) {
    throw new Error(
      `DAEMUN_SECRET does not open signing key ${kid}: put the secret that sealed it into the list`,
    )
  }
  return keyOf(JSON.parse(jwk), algorithm)
}

/** A key that WebCrypto knows, for this algorithm and no other. */
export async function keyOf(jwk: JWK, algorithm: SigningAlgorithm): Promise<CryptoKey> {
  const key = await importJWK(jwk, algorithm)
  if (key instanceof Uint8Array) throw new Error('a signing key is not an asymmetric key')
  return key
}
