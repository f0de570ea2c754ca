import { rotate } from '../domain/session.ts'
import type { AccessTokens } from './ports/access-tokens.ts'
import type { RefreshTokens } from './ports/refresh-tokens.ts'
import type { Sessions } from './ports/sessions.ts'
import type { SignedInAnswer } from './signed-in-answer.ts'
import { signedInAnswer } from './signed-in-answer.ts'

type Needs = { sessions: Sessions; refreshTokens: RefreshTokens; accessTokens: AccessTokens }

/** Trades a refresh token for a new access token and its own successor (RFC 6749 6, RFC 9700 4.14.2). */
export const refreshSession = ({ sessions, refreshTokens, accessTokens }: Needs) => {
  const answer = signedInAnswer(accessTokens)
  return async (presented: string): Promise<SignedInAnswer | { readonly kind: 'invalid_grant' }> => {
    const token = refreshTokens.read(presented)
    if (!token) return { kind: 'invalid_grant' }
    const next = refreshTokens.next(token.sessionId)
    const rotated = await sessions.rotate(token, (found, now) => rotate(found, next.hash, now))
    if (rotated.kind !== 'rotated') return rotated
    const { user, session } = rotated
    const { provider, startedAt, id: sessionId } = session
    return answer({ kind: 'signed_in', user, sessionId, provider, startedAt }, next.token)
  }
}
