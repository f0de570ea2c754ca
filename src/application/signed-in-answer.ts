import type { RefreshToken } from '../domain/session.ts'
import type { User } from '../domain/user.ts'
import type { AccessToken, AccessTokens } from './ports/access-tokens.ts'
import type { SignedIn } from './ports/logins.ts'

/** What a person holds after signing in, finishing signup or refreshing. */
export type SignedInAnswer = {
  readonly kind: 'signed_in'
  readonly accessToken: AccessToken
  readonly expiresIn: number
  readonly refreshToken: RefreshToken
  readonly user: Pick<User, 'id' | 'nickname'>
}

/** Signs the access token of a session that is committed: never before (invariant 2). */
export const signedInAnswer =
  (accessTokens: AccessTokens) =>
  async (
    { user, sessionId, provider, clientId, startedAt }: SignedIn,
    refreshToken: RefreshToken,
  ): Promise<SignedInAnswer> => {
    const grant = { userId: user.id, sessionId, provider, clientId, authenticatedAt: startedAt }
    const { accessToken, expiresIn } = await accessTokens.issue(grant)
    return {
      kind: 'signed_in',
      accessToken,
      expiresIn,
      refreshToken,
      user: { id: user.id, nickname: user.nickname },
    }
  }
