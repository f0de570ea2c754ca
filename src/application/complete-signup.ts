import type { AuthorizationRequest } from '../domain/client.ts'
import type { IdentityId } from '../domain/identity.ts'
import type { OpenSignup, SentAnswers, SignupRefusal } from '../domain/pending-signup.ts'
import type { Device } from '../domain/session.ts'
import { complete } from '../domain/signup-completion.ts'
import { askBeforeSignup } from './ask-before-signup.ts'
import type { AuthorizationNeeds, Authorized } from './authorize-client.ts'
import { authorizeClient } from './authorize-client.ts'
import type { AccessTokens } from './ports/access-tokens.ts'
import type { Clock } from './ports/clock.ts'
import type { IdentityProviders } from './ports/identity-providers.ts'
import type { Ids } from './ports/ids.ts'
import type { RefreshTokens } from './ports/refresh-tokens.ts'
import type { Seals } from './ports/seals.ts'
import type { SignupHook, SignupRefused } from './ports/signup-hook.ts'
import type { NoOpenSignup, Signups, UnderAge } from './ports/signups.ts'
import type { SignedInAnswer } from './signed-in-answer.ts'
import { signedInAnswer } from './signed-in-answer.ts'

type Needs = AuthorizationNeeds & {
  signups: Signups
  seals: Seals
  clock: Clock
  ids: Ids
  providers: IdentityProviders
  /** Who is asked before a user is made; `null`: nobody. */
  signupHook: SignupHook | null
  refreshTokens: RefreshTokens
  accessTokens: AccessTokens
  sessionTtlSeconds: number
}

/** Makes a newcomer a user and signs them in, at `client` where one asked; of many that try at once, one makes it. */
export const completeSignup = ({
  signups,
  seals,
  clock,
  ids,
  providers,
  signupHook,
  refreshTokens,
  accessTokens,
  sessionTtlSeconds,
  ...codes
}: Needs) => {
  const [answer, authorize] = [signedInAnswer(accessTokens), authorizeClient(codes)]
  const clear = askBeforeSignup({ clock, signupHook })
  return async (
    identity: IdentityId,
    sent: SentAnswers,
    device: Device,
    client: AuthorizationRequest | null,
  ): Promise<SignedInAnswer | Authorized | SignupRefusal | SignupRefused | UnderAge | NoOpenSignup> => {
    const found = await signups.find(identity)
    if (found.kind !== 'found') return found
    const profile = await seals.openProfile(found.sealedProfile)
    const made = { userId: ids.userId(), verifiedEmail: profile?.email ?? null, device }
    const cleared = await clear(found.signup, sent, made)
    if (cleared.kind === 'signup_refused') return cleared
    const decide = (signup: OpenSignup, now: Date) => complete(signup, cleared.sent, made, now)
    const joining = providers[found.signup.provider]?.joining
    // Before the commit: whoever is a user here is connected over there, and to ask twice does no harm.
    if (joining && profile?.joinTicket && decide(found.signup, clock.now()).kind === 'completed') {
      if ((await joining.join(profile.joinTicket)) === 'over') return { kind: 'signup_expired' }
    }
    const { sessionId, token, hash } = refreshTokens.start()
    const of = { clientId: client?.clientId ?? null, device }
    const session = { id: sessionId, refreshTokenHash: hash, ttlSeconds: sessionTtlSeconds, ...of }
    const signedIn = await signups.complete(identity, session, decide)
    if (signedIn.kind !== 'signed_in') return signedIn
    return client ? authorize(signedIn, token, client) : answer(signedIn, token)
  }
}
