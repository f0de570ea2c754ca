import type { Code, CodeHash, SealedRefreshToken } from '../../domain/authorization-code.ts'
import type { RefreshToken } from '../../domain/session.ts'

/** One-time codes of 256 random bits, and the refresh token that each brings. */
export type CodeSecrets = {
  /** A new code. The token is sealed under the code itself: what is stored of both opens neither. */
  mint(refreshToken: RefreshToken): {
    readonly code: Code
    readonly hash: CodeHash
    readonly sealedRefreshToken: SealedRefreshToken
  }
  /** The hash to look a presented code up by; `undefined` when it has not our shape. */
  read(presented: string): CodeHash | undefined
  /** `undefined` for anything that was not sealed under this code. */
  open(sealed: SealedRefreshToken, presented: string): RefreshToken | undefined
  /** The S256 challenge of a verifier (RFC 7636 4.6). */
  challengeOf(codeVerifier: string): string
}
