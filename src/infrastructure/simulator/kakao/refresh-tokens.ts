import { one } from '../parameters.ts'
import { issueAccessToken, issueRefreshToken, type TokenAnswer, type TokenNeeds } from './issued-tokens.ts'
import { refuse } from './koe.ts'

const MONTH_MS = 30 * 86_400_000

/**
 * `grant_type=refresh_token`. A new refresh token comes only when the old one has less than a month left. The
 * renewed ID token bears no nonce (OpenID Connect Core section 12.2); what Kakao does there is not known.
 */
export const refreshTokens = async (
  { grants, idToken, now }: TokenNeeds,
  form: URLSearchParams,
): Promise<TokenAnswer> => {
  const presented = one(form, 'refresh_token')
  if (presented === undefined) return refuse('KOE319', 'Missing parameter: refresh_token')
  const found = grants.refreshTokens.get(presented)
  const link = found && grants.links.get(found.personId)
  if (!found || !link) return refuse('KOE322', 'expired_or_invalid_refresh_token')
  const { expiresAt, ...grant } = found
  const isOld = expiresAt.getTime() - now().getTime() < MONTH_MS
  if (isOld) grants.refreshTokens.delete(presented)
  const renewed = isOld ? issueRefreshToken(grants, grant, now()) : undefined
  const access = issueAccessToken(
    grants,
    { ...grant, refreshToken: renewed?.refresh_token ?? presented },
    now(),
  )
  const body = { ...access, ...renewed }
  if (!grant.openid) return { kind: 'issued', body }
  return { kind: 'issued', body: { ...body, id_token: await idToken(grant, link) } }
}
