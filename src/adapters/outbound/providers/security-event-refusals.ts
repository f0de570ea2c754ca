import { errors } from 'jose'
import type { SecurityEventRefusal } from '../../../application/ports/identity-providers.ts'
import { ProviderFailure } from '../../../application/ports/identity-providers.ts'
import type { ProviderName } from '../../../domain/identity.ts'

/** In the words of RFC 8935 2.4. */
export function refused(err: SecurityEventRefusal['err'], description: string): SecurityEventRefusal {
  return { kind: 'refused', err, description }
}

/** What was thrown over a token, as an answer; throws what is no fault of the token: keys that cannot be read. */
export function refusalOf(error: unknown, provider: ProviderName): SecurityEventRefusal {
  if (error instanceof ProviderFailure) throw error
  if (error instanceof errors.JWKSInvalid)
    throw new ProviderFailure('provider_unavailable', provider, 'its keys cannot be read')
  if (error instanceof errors.JWTClaimValidationFailed) return refusedClaim(error.claim)
  if (error instanceof errors.JWTExpired) return refused('invalid_request', 'it is too old')
  if (error instanceof errors.JWSSignatureVerificationFailed || error instanceof errors.JWKSNoMatchingKey)
    return refused('invalid_key', 'the signature is not by a key of this provider')
  return refused('invalid_request', 'it is no security event token')
}

function refusedClaim(claim: string): SecurityEventRefusal {
  if (claim === 'iss') return refused('invalid_issuer', 'the issuer is another')
  if (claim === 'aud') return refused('invalid_audience', 'the audience is another app')
  return refused('invalid_request', `the claim ${claim} is missing or wrong`)
}
