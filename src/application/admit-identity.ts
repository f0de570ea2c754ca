import type { Destination } from '../domain/destination.ts'
import type { ReturnTo } from '../domain/return-to.ts'
import type { Device } from '../domain/session.ts'
import type { AuthorizationNeeds, Authorized } from './authorize-client.ts'
import { authorizeClient } from './authorize-client.ts'
import type { AccessTokens, ConsentToken, SignupToken } from './ports/access-tokens.ts'
import type { Clock } from './ports/clock.ts'
import type { Identified, ProviderRefusal } from './ports/identity-providers.ts'
import type { Logins } from './ports/logins.ts'
import type { RefreshTokens } from './ports/refresh-tokens.ts'
import type { Seals } from './ports/seals.ts'
import type { TermsCatalog } from './ports/terms-catalog.ts'
import type { Withdrawals } from './ports/withdrawals.ts'
import { shownIdentity } from './shown-identity.ts'
import type { SignedInAnswer } from './signed-in-answer.ts'
import { signedInAnswer } from './signed-in-answer.ts'

/** What comes of an identity that a provider has proved, whichever way it was shown. */
export type AdmissionOutcome =
  | (SignedInAnswer & { readonly returnTo: ReturnTo | null })
  | Authorized
  | { readonly kind: 'signup_required'; readonly signupToken: SignupToken; readonly expiresIn: number }
  | { readonly kind: 'consent_required'; readonly consentToken: ConsentToken; readonly expiresIn: number }
  | { readonly kind: 'user_blocked' }
  | ProviderRefusal

export type AdmissionNeeds = AuthorizationNeeds & {
  seals: Seals
  logins: Logins
  withdrawals: Pick<Withdrawals, 'comeBack'>
  refreshTokens: RefreshTokens
  accessTokens: AccessTokens
  terms: TermsCatalog
  clock: Clock
  sessionTtlSeconds: number
}

/**
 * Signs in the user of an identity, once they agreed to what is required, or has their client told by a code;
 * whoever is no user is asked to sign up.
 */
export const admitIdentity = ({
  seals,
  logins,
  withdrawals,
  refreshTokens,
  accessTokens,
  terms,
  clock,
  sessionTtlSeconds,
  ...codes
}: AdmissionNeeds) => {
  const [answer, authorize] = [signedInAnswer(accessTokens), authorizeClient(codes)]
  return async (
    identified: Identified,
    destination: Destination,
    device: Device,
  ): Promise<AdmissionOutcome> => {
    const { returnTo, client } = destination
    const identity = await shownIdentity(seals, identified)
    const { sessionId, token, hash } = refreshTokens.start()
    const of = { clientId: client?.clientId ?? null, device }
    const session = { id: sessionId, refreshTokenHash: hash, ttlSeconds: sessionTtlSeconds, ...of }
    const required = terms.current(clock.now()).filter((each) => each.required)
    const signIn = () => logins.signIn(identity, session, required)
    let signedIn = await signIn()
    if (signedIn.kind === 'user_withdrawn') {
      await withdrawals.comeBack(identity)
      signedIn = await signIn()
    }
    if (signedIn.kind === 'signed_in' && client) return authorize(signedIn, token, client)
    if (signedIn.kind === 'signed_in') return { ...(await answer(signedIn, token)), returnTo }
    if (signedIn.kind === 'user_blocked' || signedIn.kind === 'user_withdrawn')
      return { kind: 'user_blocked' }
    if (signedIn.kind === 'consent_required') {
      const grant = { userId: signedIn.userId, provider: identity.provider, ...destination }
      return { kind: 'consent_required', ...(await accessTokens.issueConsent(grant)) }
    }
    const told = await identified.profile()
    if (told.kind !== 'profile') return told
    const { joinTicket } = told
    const sealed = await seals.sealProfile({ ...told.profile, ...(joinTicket && { joinTicket }) })
    const identityId = await logins.firstSeen(identity, sealed)
    return { kind: 'signup_required', ...(await accessTokens.issueSignup({ identityId, ...destination })) }
  }
}
