import type { Brand } from './brand.ts'
import type { AuthorizationRequest } from './client.ts'
import type { DomainEvent } from './events.ts'
import type { Session } from './session.ts'
import { end } from './session.ts'

/** Opaque, 256 bits, in the hands of a client's address. */
export type Code = Brand<string, 'Code'>

/** SHA-256 of a code, base64url: what we keep of it. */
export type CodeHash = Brand<string, 'CodeHash'>

/** A refresh token that the code itself opens and nothing else. */
export type SealedRefreshToken = Brand<string, 'SealedRefreshToken'>

/** Seconds: it is exchanged as soon as the address is opened. RFC 6749 4.1.2 would have at most ten minutes. */
export const codeTtlSeconds = 60

/** A one-time code, bound to what was asked for (RFC 6749 4.1.2, RFC 7636 4.4). */
export type AuthorizationCode = Omit<AuthorizationRequest, 'state'> & {
  readonly expiresAt: Date
  readonly redeemedAt: Date | null
}

/** What a client shows with a code; the challenge is the one of its verifier. */
export type PresentedRequest = {
  readonly clientId: string
  readonly redirectUri: string
  readonly codeChallenge: string
}

export type Redemption =
  | { readonly kind: 'redeemed'; readonly events: readonly [] }
  | { readonly kind: 'invalid_grant'; readonly session?: Session; readonly events: readonly DomainEvent[] }

const refusal: Redemption = { kind: 'invalid_grant', events: [] }

/**
 * Lets a code be used once. Used again it ends the session that came of it (RFC 6749 4.1.2): that refusal is news,
 * and is stored although the answer is an error. A wrong verifier does not use the code up, or whoever has seen a
 * code could keep its client out.
 */
export function redeem(
  code: AuthorizationCode,
  session: Session,
  presented: PresentedRequest,
  now: Date,
): Redemption {
  if (code.redeemedAt) return { kind: 'invalid_grant', ...end(session, now) }
  if (now >= code.expiresAt) return refusal
  if (code.clientId !== presented.clientId || code.redirectUri !== presented.redirectUri) return refusal
  if (code.codeChallenge !== presented.codeChallenge) return refusal
  return { kind: 'redeemed', events: [] }
}
