import { createHash } from 'node:crypto'
import { one } from '../parameters.ts'
import type { CodeGrant, Grants } from './grants.ts'

/** RFC 7636 section 4.6; RFC 9700 section 2.1.1 refuses a verifier where no challenge was given. */
const provesPossession = (verifier: string | undefined, challenge: string | undefined): boolean => {
  if (verifier === undefined || challenge === undefined) return verifier === challenge
  return createHash('sha256').update(verifier).digest('base64url') === challenge
}

/** The grant of a code, to the first who presents it with all that belongs to it; a wrong post burns the code. */
export const redeemCode = (
  grants: Grants,
  form: URLSearchParams,
  clientId: string,
): CodeGrant | undefined => {
  const grant = grants.codes.take(one(form, 'code') ?? '')
  if (!grant || grant.clientId !== clientId) return undefined
  if (grant.redirectUri !== one(form, 'redirect_uri')) return undefined
  return provesPossession(one(form, 'code_verifier'), grant.codeChallenge) ? grant : undefined
}
