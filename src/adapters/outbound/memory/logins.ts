import { randomUUIDv7 } from 'node:crypto'
import type { Clock } from '../../../application/ports/clock.ts'
import type { Logins } from '../../../application/ports/logins.ts'
import { unansweredTerms } from '../../../domain/consents.ts'
import type { Identity, IdentityId } from '../../../domain/identity.ts'
import type { Awaited } from './event-writer.ts'
import { writeEvents } from './event-writer.ts'
import { loggedIn, startSession } from './session-starts.ts'
import type { KnownIdentity, Store } from './store.ts'
import { statusOf } from './store.ts'

/** `Logins` in memory: a step of JavaScript is what a statement is to PostgreSQL. */
export const memoryLogins = (store: Store, clock: Clock, awaited: Awaited): Logins => ({
  async signIn(identity, session, required = []) {
    const known = lookUp(store, identity)
    const userId = known?.userId
    const { sealedToken } = identity
    if (known && userId && sealedToken) store.identities.set(known.id, { ...known, sealedToken })
    const user = userId && store.users.get(userId)
    if (!user) return { kind: 'unknown' }
    if (statusOf(store, user.id) === 'withdrawn') return { kind: 'user_withdrawn' }
    if (statusOf(store, user.id) === 'blocked') return { kind: 'user_blocked' }
    const asked = required.map((terms) => ({ ...terms, hash: '', required: true }))
    if (unansweredTerms(asked, store.consents.get(user.id) ?? []).length > 0)
      return { kind: 'consent_required', userId: user.id }
    const now = clock.now()
    const signedIn = startSession(store, session, { user, provider: identity.provider }, now)
    writeEvents(store, [loggedIn(signedIn)], awaited, now)
    return signedIn
  },

  async firstSeen({ provider, subject, sealedToken = null }, profile) {
    const known = lookUp(store, { provider, subject })
    const seenAt = clock.now()
    if (known) {
      const sealedProfile = known.userId ? null : profile
      store.identities.set(known.id, {
        ...known,
        seenAt,
        sealedProfile,
        sealedToken: sealedToken ?? known.sealedToken,
      })
      return known.id
    }
    const id = randomUUIDv7() as IdentityId
    store.identities.set(id, {
      id,
      provider,
      subject,
      userId: null,
      sealedProfile: profile,
      sealedToken,
      seenAt,
    })
    writeEvents(store, [{ type: 'UserFirstSeen', identityId: id, provider }], awaited, seenAt)
    return id
  },
})

function lookUp({ identities }: Store, { provider, subject }: Identity): KnownIdentity | undefined {
  return [...identities.values()].find((known) => known.provider === provider && known.subject === subject)
}
