import type { ReturnTo } from '../domain/return-to.ts'
import type { Device } from '../domain/session.ts'
import type { AccessTokens, SignupToken } from './ports/access-tokens.ts'
import type { Identified, ProviderRefusal } from './ports/identity-providers.ts'
import type { Logins } from './ports/logins.ts'
import type { RefreshTokens } from './ports/refresh-tokens.ts'
import type { Seals } from './ports/seals.ts'
import type { SignedInAnswer } from './signed-in-answer.ts'
import { signedInAnswer } from './signed-in-answer.ts'

/** What comes of an identity that a provider has proved, whichever way it was shown. */
export type AdmissionOutcome =
  | (SignedInAnswer & { readonly returnTo: ReturnTo | null })
  | { readonly kind: 'signup_required'; readonly signupToken: SignupToken; readonly expiresIn: number }
  | { readonly kind: 'user_blocked' }
  | ProviderRefusal

export type AdmissionNeeds = {
  seals: Seals
  logins: Logins
  refreshTokens: RefreshTokens
  accessTokens: AccessTokens
  sessionTtlSeconds: number
}

/** Signs in the user of an identity; whoever has none is seen, and asked to sign up. */
export const admitIdentity = ({
  seals,
  logins,
  refreshTokens,
  accessTokens,
  sessionTtlSeconds,
}: AdmissionNeeds) => {
  const answer = signedInAnswer(accessTokens)
  return async (
    { identity, profile }: Identified,
    returnTo: ReturnTo | null,
    device: Device,
  ): Promise<AdmissionOutcome> => {
    const { sessionId, token: refreshToken, hash: refreshTokenHash } = refreshTokens.start()
    const session = { id: sessionId, refreshTokenHash, ttlSeconds: sessionTtlSeconds, device }
    const signedIn = await logins.signIn(identity, session)
    if (signedIn.kind === 'signed_in') return { ...(await answer(signedIn, refreshToken)), returnTo }
    if (signedIn.kind === 'user_blocked') return signedIn
    const told = await profile()
    if (told.kind !== 'profile') return told
    const identityId = await logins.firstSeen(identity, await seals.sealProfile(told.profile))
    return { kind: 'signup_required', ...(await accessTokens.issueSignup({ identityId, returnTo })) }
  }
}
