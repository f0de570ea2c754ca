import type { Code } from '../domain/authorization-code.ts'
import { codeTtlSeconds } from '../domain/authorization-code.ts'
import type { AuthorizationRequest } from '../domain/client.ts'
import type { RefreshToken } from '../domain/session.ts'
import type { AuthorizationCodes } from './ports/authorization-codes.ts'
import type { CodeSecrets } from './ports/code-secrets.ts'
import type { SignedIn } from './ports/logins.ts'

/** A person is signed in, and their client is to be told by a code. */
export type Authorized = {
  readonly kind: 'authorized'
  readonly code: Code
  readonly request: AuthorizationRequest
}

export type AuthorizationNeeds = { codes: AuthorizationCodes; codeSecrets: CodeSecrets }

/** Keeps a one-time code for a session that is committed, with the refresh token that it will bring. */
export const authorizeClient =
  ({ codes, codeSecrets }: AuthorizationNeeds) =>
  async (
    { sessionId }: SignedIn,
    refreshToken: RefreshToken,
    request: AuthorizationRequest,
  ): Promise<Authorized> => {
    const { code, ...kept } = codeSecrets.mint(refreshToken)
    await codes.keep({ ...kept, sessionId, request, ttlSeconds: codeTtlSeconds })
    return { kind: 'authorized', code, request }
  }
