import type { PresentedRequest } from '../domain/authorization-code.ts'
import { redeem } from '../domain/authorization-code.ts'
import type { AccessTokens } from './ports/access-tokens.ts'
import type { AuthorizationCodes } from './ports/authorization-codes.ts'
import type { CodeSecrets } from './ports/code-secrets.ts'
import type { RefreshTokens } from './ports/refresh-tokens.ts'
import type { Sessions } from './ports/sessions.ts'
import type { SignedInAnswer } from './signed-in-answer.ts'
import { signedInAnswer } from './signed-in-answer.ts'

type Needs = {
  codes: AuthorizationCodes
  codeSecrets: CodeSecrets
  sessions: Sessions
  refreshTokens: RefreshTokens
  accessTokens: AccessTokens
}

export type PresentedCode = Omit<PresentedRequest, 'codeChallenge'> & {
  readonly code: string
  readonly codeVerifier: string
}

const refusal = { kind: 'invalid_grant' } as const

/**
 * Trades a code for the tokens of the session it stands for (RFC 6749 4.1.3, RFC 7636 4.5), once. Whoever was
 * blocked, or signed out elsewhere, in the meantime gets nothing.
 */
export const redeemCode = ({ codes, codeSecrets, sessions, refreshTokens, accessTokens }: Needs) => {
  const sign = signedInAnswer(accessTokens)
  return async ({
    code,
    codeVerifier,
    clientId,
    redirectUri,
  }: PresentedCode): Promise<SignedInAnswer | typeof refusal> => {
    const hash = codeSecrets.read(code)
    if (!hash) return refusal
    const presented = { clientId, redirectUri, codeChallenge: codeSecrets.challengeOf(codeVerifier) }
    const outcome = await codes.redeem(hash, (found, session, now) => redeem(found, session, presented, now))
    if (outcome.kind !== 'redeemed') return refusal
    const refreshToken = codeSecrets.open(outcome.sealedRefreshToken, code)
    const token = refreshToken && refreshTokens.read(refreshToken)
    const holder = token && (await sessions.holder(token))
    return holder ? sign({ ...holder, kind: 'signed_in' }, refreshToken) : refusal
  }
}
