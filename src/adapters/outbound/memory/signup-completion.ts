import type { NewSession, SignedIn } from '../../../application/ports/logins.ts'
import type { Completed } from '../../../domain/pending-signup.ts'
import type { Awaited } from './event-writer.ts'
import { writeEvents } from './event-writer.ts'
import { loggedIn, startSession } from './session-starts.ts'
import type { Store } from './store.ts'

/** Everything that a completed signup brings into the world; the session first, because it may throw. */
export function storeCompletion(
  store: Store,
  { signup, events }: Completed,
  session: NewSession,
  awaited: Awaited,
  now: Date,
): SignedIn {
  const { user, consents, identityId } = signup
  const identity = store.identities.get(identityId)
  if (!identity) throw new Error(`signup ${signup.id} has no identity`)
  const signedIn = startSession(store, session, { user, provider: identity.provider }, now)
  store.users.set(user.id, user)
  store.consents.set(user.id, consents)
  store.identities.set(identityId, { ...identity, userId: user.id, sealedProfile: null })
  store.signups.delete(identityId)
  writeEvents(store, [...events, loggedIn(signedIn)], awaited, now)
  return signedIn
}
