import { createHash } from 'node:crypto'
import { one } from '../parameters.ts'
import type { CodeGrant, Grants, Link } from './grants.ts'
import { issueAccessToken, issueRefreshToken, type TokenAnswer, type TokenNeeds } from './issued-tokens.ts'
import { type KoeRefusal, refuse } from './koe.ts'

/** RFC 7636 section 4.6; RFC 9700 section 2.1.1 refuses a verifier where no challenge was given. */
const provesPossession = (verifier: string | undefined, challenge: string | undefined): boolean => {
  if (verifier === undefined || challenge === undefined) return verifier === challenge
  return createHash('sha256').update(verifier).digest('base64url') === challenge
}

const mismatch = (form: URLSearchParams, grant: CodeGrant): KoeRefusal | undefined => {
  if (grant.clientId !== one(form, 'client_id')) return refuse('KOE114', 'Application ID mismatch')
  if (grant.redirectUri !== one(form, 'redirect_uri')) return refuse('KOE303', 'Redirect URI mismatch.')
  if (provesPossession(one(form, 'code_verifier'), grant.codeChallenge)) return undefined
  // Which KOE code Kakao gives here is not known, so none is made up.
  return { kind: 'refused', status: 400, error: 'invalid_grant', error_description: 'code_verifier mismatch' }
}

// No await before or between: of any number of racing posts one gets the code, and a wrong one burns it.
const redeem = (grants: Grants, form: URLSearchParams) => {
  const code = one(form, 'code')
  if (code === undefined) return refuse('KOE207', 'Missing parameter: code')
  if (one(form, 'redirect_uri') === undefined) return refuse('KOE207', 'Missing parameter: redirect_uri')
  const grant = grants.codes.take(code)
  const link = grant && grants.links.get(grant.personId)
  if (!grant || !link) return refuse('KOE320', `authorization code not found for code=${code}`)
  return mismatch(form, grant) ?? { kind: 'redeemed' as const, grant, link }
}

const scopeOf = (openid: boolean, { agreed }: Link) =>
  [...agreed, ...(openid ? ['openid'] : [])].toSorted().join(' ')

/** `grant_type=authorization_code`. The scope is separated by spaces however it was asked for. */
export const exchangeCode = async (
  { grants, idToken, now }: TokenNeeds,
  form: URLSearchParams,
): Promise<TokenAnswer> => {
  const redeemed = redeem(grants, form)
  if (redeemed.kind === 'refused') return redeemed
  const { nonce, redirectUri: _, codeChallenge: __, ...grant } = redeemed.grant
  const refresh = issueRefreshToken(grants, grant, now())
  const access = issueAccessToken(grants, { ...grant, refreshToken: refresh.refresh_token }, now())
  const scope = scopeOf(grant.openid, redeemed.link)
  const body = { ...access, ...refresh, ...(scope !== '' && { scope }) }
  if (!grant.openid) return { kind: 'issued', body }
  return { kind: 'issued', body: { ...body, id_token: await idToken(grant, redeemed.link, nonce) } }
}
