import type { AuthorizationRequest } from '../domain/client.ts'
import type { IdentityId } from '../domain/identity.ts'
import type { SentAnswers, SignupRefusal } from '../domain/pending-signup.ts'
import { complete } from '../domain/pending-signup.ts'
import type { Device } from '../domain/session.ts'
import type { AuthorizationNeeds, Authorized } from './authorize-client.ts'
import { authorizeClient } from './authorize-client.ts'
import type { AccessTokens } from './ports/access-tokens.ts'
import type { Ids } from './ports/ids.ts'
import type { RefreshTokens } from './ports/refresh-tokens.ts'
import type { Seals } from './ports/seals.ts'
import type { NoOpenSignup, Signups, UnderAge } from './ports/signups.ts'
import type { SignedInAnswer } from './signed-in-answer.ts'
import { signedInAnswer } from './signed-in-answer.ts'

type Needs = AuthorizationNeeds & {
  signups: Signups
  seals: Seals
  ids: Ids
  refreshTokens: RefreshTokens
  accessTokens: AccessTokens
  sessionTtlSeconds: number
}

/** Makes a newcomer a user and signs them in, at `client` where one asked; of many that try at once, one makes it. */
export const completeSignup = ({
  signups,
  seals,
  ids,
  refreshTokens,
  accessTokens,
  sessionTtlSeconds,
  ...codes
}: Needs) => {
  const [answer, authorize] = [signedInAnswer(accessTokens), authorizeClient(codes)]
  return async (
    identity: IdentityId,
    sent: SentAnswers,
    device: Device,
    client: AuthorizationRequest | null,
  ): Promise<SignedInAnswer | Authorized | SignupRefusal | UnderAge | NoOpenSignup> => {
    const found = await signups.find(identity)
    if (found.kind !== 'found') return found
    const profile = await seals.openProfile(found.sealedProfile)
    const made = { userId: ids.userId(), verifiedEmail: profile?.email ?? null, device }
    const { sessionId, token, hash } = refreshTokens.start()
    const of = { clientId: client?.clientId ?? null, device }
    const session = { id: sessionId, refreshTokenHash: hash, ttlSeconds: sessionTtlSeconds, ...of }
    const signedIn = await signups.complete(identity, session, (signup, now) =>
      complete(signup, sent, made, now),
    )
    if (signedIn.kind !== 'signed_in') return signedIn
    return client ? authorize(signedIn, token, client) : answer(signedIn, token)
  }
}
