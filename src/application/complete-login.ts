import type { ReturnedParameters } from '../domain/login.ts'
import { verifyCallback } from '../domain/login.ts'
import type { ReturnTo } from '../domain/return-to.ts'
import type { Device } from '../domain/session.ts'
import type { AccessTokens, SignupToken } from './ports/access-tokens.ts'
import type { Attempts } from './ports/attempts.ts'
import type { Clock } from './ports/clock.ts'
import type { IdentityProvider, ProviderRefusal } from './ports/identity-providers.ts'
import { ProviderFailure } from './ports/identity-providers.ts'
import type { Logins } from './ports/logins.ts'
import type { RefreshTokens } from './ports/refresh-tokens.ts'
import type { Seals } from './ports/seals.ts'
import type { SignedInAnswer } from './signed-in-answer.ts'
import { signedInAnswer } from './signed-in-answer.ts'

export type LoginOutcome =
  | (SignedInAnswer & { readonly returnTo: ReturnTo | null })
  | { readonly kind: 'signup_required'; readonly signupToken: SignupToken; readonly expiresIn: number }
  | { readonly kind: 'invalid_state' }
  | { readonly kind: 'invalid_code' }
  | { readonly kind: 'access_denied' }
  | { readonly kind: 'user_blocked' }
  | ProviderRefusal

type Needs = {
  clock: Clock
  seals: Seals
  attempts: Attempts
  logins: Logins
  refreshTokens: RefreshTokens
  accessTokens: AccessTokens
  sessionTtlSeconds: number
}

/** Whoever came back is signed in if known, and asked to sign up if not. */
export const completeLogin = ({
  clock,
  seals,
  attempts,
  logins,
  refreshTokens,
  accessTokens,
  sessionTtlSeconds,
}: Needs) => {
  const answer = signedInAnswer(accessTokens)
  return async (
    provider: IdentityProvider,
    sealedAttempt: string,
    returned: ReturnedParameters,
    device: Device,
  ): Promise<LoginOutcome> => {
    const attempt = await seals.openAttempt(sealedAttempt)
    // An attempt is over with its first callback, whatever becomes of it, before the provider hears of it.
    if (!attempt || !attempts.spend(attempt.state)) return { kind: 'invalid_state' }
    const check = verifyCallback(attempt, returned, provider.issuer, clock.now())
    if (check.kind === 'provider_refused') {
      throw new ProviderFailure(
        'provider_unavailable',
        provider.name,
        `the authorization endpoint answered ${check.error}`,
      )
    }
    if (check.kind !== 'verified') return check
    if (returned.iss === undefined && (await provider.sendsIss?.())) return { kind: 'invalid_state' }
    const identified = await provider.identify(check.callback)
    if (identified.kind !== 'identified') return identified
    const { sessionId, token: refreshToken, hash: refreshTokenHash } = refreshTokens.start()
    const session = { id: sessionId, refreshTokenHash, ttlSeconds: sessionTtlSeconds, device }
    const signedIn = await logins.signIn(identified.identity, session)
    if (signedIn.kind === 'signed_in') {
      return { ...(await answer(signedIn, refreshToken)), returnTo: attempt.returnTo }
    }
    if (signedIn.kind === 'user_blocked') return signedIn
    const told = await identified.profile()
    if (told.kind !== 'profile') return told
    const identityId = await logins.firstSeen(identified.identity, await seals.sealProfile(told.profile))
    return {
      kind: 'signup_required',
      ...(await accessTokens.issueSignup({ identityId, returnTo: attempt.returnTo })),
    }
  }
}
