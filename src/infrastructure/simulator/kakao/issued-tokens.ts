import type { KakaoApplication } from './application.ts'
import type { IdTokens } from './claims.ts'
import {
  ACCESS_TOKEN_SECONDS,
  type AccessGrant,
  type Grant,
  type Grants,
  newToken,
  REFRESH_TOKEN_SECONDS,
} from './grants.ts'
import type { KoeRefusal } from './koe.ts'

export type TokenNeeds = { application: KakaoApplication; grants: Grants; idToken: IdTokens; now: () => Date }
export type TokenAnswer = { kind: 'issued'; body: Record<string, unknown> } | KoeRefusal

const after = (date: Date, seconds: number) => new Date(date.getTime() + seconds * 1000)

/** A refresh token of 60 days, as the answer spells it. */
export const issueRefreshToken = (grants: Grants, grant: Grant, now: Date) => {
  const token = newToken()
  grants.refreshTokens.set(token, { ...grant, expiresAt: after(now, REFRESH_TOKEN_SECONDS) })
  return { refresh_token: token, refresh_token_expires_in: REFRESH_TOKEN_SECONDS }
}

/** An access token of 6 hours, as the answer spells it; `refreshToken` dies with it on logout. */
export const issueAccessToken = (grants: Grants, grant: Omit<AccessGrant, 'expiresAt'>, now: Date) => {
  const token = newToken()
  grants.accessTokens.set(token, { ...grant, expiresAt: after(now, ACCESS_TOKEN_SECONDS) })
  return { token_type: 'bearer', access_token: token, expires_in: ACCESS_TOKEN_SECONDS }
}
