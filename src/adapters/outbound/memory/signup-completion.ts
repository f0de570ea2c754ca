import type { NewSession, SignedIn } from '../../../application/ports/logins.ts'
import type { Completed } from '../../../domain/pending-signup.ts'
import type { InvalidProfile } from '../../../domain/profile.ts'
import { appendConsents } from './consents.ts'
import type { Awaited } from './event-writer.ts'
import { writeEvents } from './event-writer.ts'
import { loggedIn, startSession } from './session-starts.ts'
import type { Store } from './store.ts'
import { claimAnswers } from './unique-answers.ts'

/** Everything that a completed signup brings into the world; first what may throw or refuse. */
export function storeCompletion(
  store: Store,
  { signup, events }: Completed,
  session: NewSession,
  awaited: Awaited,
  now: Date,
): SignedIn | InvalidProfile {
  const { user, consents, identityId } = signup
  const identity = store.identities.get(identityId)
  if (!identity) throw new Error(`signup ${signup.id} has no identity`)
  if (store.sessions.has(session.id)) throw new Error(`session ${session.id} was started before`)
  const taken = claimAnswers(store, user.id, signup.uniqueAnswers)
  if (taken) return taken
  const signedIn = startSession(store, session, { user, provider: identity.provider }, now)
  store.users.set(user.id, user)
  appendConsents(store, user.id, consents)
  store.identities.set(identityId, { ...identity, userId: user.id, sealedProfile: null })
  store.signups.delete(identityId)
  writeEvents(store, [...events, loggedIn(signedIn)], awaited, now)
  return signedIn
}
