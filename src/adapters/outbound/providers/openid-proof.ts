import type { JWTPayload, JWTVerifyGetKey } from 'jose'
import { ProviderFailure } from '../../../application/ports/identity-providers.ts'
import type { ProviderName, Subject } from '../../../domain/identity.ts'
import { parseSubject } from '../../../domain/identity.ts'
import type { ProviderMetadata } from './discovery.ts'
import { IdTokenRefused, provedClaims } from './id-token.ts'

export type ProvingSettings = {
  readonly name: ProviderName
  readonly clientId: string
  /** Every spelling of the issuer that its id_tokens may have, the configured one among them. */
  readonly tokenIssuers: readonly string[]
  /** The key of id_tokens by HS256, where the provider's documents say so; absent: public keys alone. */
  readonly idTokenSecret?: string
}

export type ProvedClaims = JWTPayload & { readonly sub: Subject }

/** Who an id_token speaks of, once everything in it holds. Throws `ProviderFailure`: the provider itself sent it. */
export async function prove(
  settings: ProvingSettings,
  found: ProviderMetadata,
  idToken: unknown,
  nonce: string,
): Promise<ProvedClaims> {
  const { name, clientId, tokenIssuers: issuers } = settings
  if (typeof idToken !== 'string') throw mad(name, 'the token answer has no id_token')
  try {
    const { keys, algorithms } = signaturesOf(settings, found)
    const claims = await provedClaims(idToken, keys, { issuers, clientIds: [clientId], nonce, algorithms })
    const sub = parseSubject(claims.sub)
    if (sub) return { ...claims, sub }
  } catch (error) {
    if (error instanceof IdTokenRefused) throw mad(name, `the id_token was refused: ${error.message}`)
    throw error
  }
  throw mad(name, 'the sub of the id_token is no subject')
}

/** Each kind of signature has its own kind of key: a public key is never tried as a secret (RFC 8725 3.1). */
function signaturesOf(
  { idTokenSecret }: ProvingSettings,
  { keys, algorithms }: ProviderMetadata,
): { keys: JWTVerifyGetKey; algorithms: readonly string[] } {
  if (idTokenSecret === undefined) return { keys, algorithms }
  const secret = new TextEncoder().encode(idTokenSecret)
  return {
    keys: async (header, token) => (header.alg === 'HS256' ? secret : keys(header, token)),
    algorithms: ['HS256', ...algorithms],
  }
}

function mad(provider: ProviderName, hint: string): ProviderFailure {
  return new ProviderFailure('provider_unavailable', provider, hint)
}
