import { randomUUIDv7 } from 'node:crypto'
import type { Clock } from '../../../application/ports/clock.ts'
import type { Links } from '../../../application/ports/links.ts'
import type { Identity, IdentityId } from '../../../domain/identity.ts'
import type { SessionPolicy } from '../../../domain/session.ts'
import { isOver } from '../../../domain/session.ts'
import { abandon } from '../../../domain/signup-endings.ts'
import type { UserId } from '../../../domain/user.ts'
import { endSessionsOf, rememberUnlink } from './erasing-users.ts'
import type { Awaited } from './event-writer.ts'
import { writeEvents } from './event-writer.ts'
import type { KnownIdentity, Store } from './store.ts'
import { statusOf } from './store.ts'
import { mergeUsers } from './user-merges.ts'

/** `Links` in memory. Identities stand in the order of their first sights; a UUIDv7 tells when that was. */
export const memoryLinks = (store: Store, clock: Clock, policy: SessionPolicy, awaited: Awaited): Links => {
  const own = (user: UserId) => [...store.identities.values()].filter(({ userId }) => userId === user)
  const isSignedIn = (user: UserId, id: Parameters<typeof store.sessions.get>[0]) => {
    const session = store.sessions.get(id)
    return (
      session?.userId === user && statusOf(store, user) === 'active' && !isOver(session, policy, clock.now())
    )
  }
  return {
    async ofUser(user) {
      return own(user).map(({ id, provider }) => ({ id, provider, firstSeenAt: bornAt(id) }))
    },

    async link({ sealedToken: token, ...identity }, { userId, sessionId }, decide) {
      if (!isSignedIn(userId, sessionId)) return { kind: 'invalid_grant' }
      const known = lookUp(store, identity)
      const now = clock.now()
      const sealedToken = token ?? known?.sealedToken ?? null
      if (known) store.identities.set(known.id, { ...known, seenAt: now, sealedToken })
      const ownerId = known?.userId
      const decided = decide(ownerId ? { id: ownerId, status: statusOf(store, ownerId) } : undefined)
      if (decided.kind === 'identity_taken') return decided
      if (decided.kind === 'already_linked') return { kind: 'linked' }
      if (decided.kind === 'merge') {
        mergeUsers(store, { survivor: userId, merged: decided.merged }, awaited, now)
        return { kind: 'merged' }
      }
      const id = known?.id ?? (randomUUIDv7() as IdentityId)
      store.identities.set(id, { ...identity, id, userId, sealedProfile: null, sealedToken, seenAt: now })
      const signup = store.signups.get(id)
      store.signups.delete(id)
      if (signup) writeEvents(store, abandon(signup).events, awaited, now)
      const { provider } = identity
      writeEvents(store, [{ type: 'IdentityLinked', userId, identityId: id, provider }], awaited, now)
      return { kind: 'linked' }
    },

    async unlink(user, id, { asking, end }, decide) {
      const identities = own(user)
      const decided = decide(identities.map((each) => each.id))
      const found = identities.find((each) => each.id === id)
      if (decided.kind !== 'unlink') return decided
      if (!found) return { kind: 'unknown_identity' }
      const now = clock.now()
      rememberUnlink(store, user, found)
      store.identities.delete(id)
      const { provider } = found
      const isLeft = own(user).some((each) => each.provider === provider)
      if (!isLeft) endSessionsOf(store, user, { except: asking, begunBy: provider, end }, { awaited, now })
      const told = { userId: user, identityId: id, provider }
      writeEvents(store, [{ type: 'IdentityUnlinked', ...told }], awaited, now)
      return { kind: 'unlinked' }
    },
  }
}

function lookUp({ identities }: Store, { provider, subject }: Identity): KnownIdentity | undefined {
  return [...identities.values()].find((known) => known.provider === provider && known.subject === subject)
}

/** RFC 9562 5.7: the first 48 bits are milliseconds. */
function bornAt(id: IdentityId): Date {
  return new Date(Number.parseInt(id.replace('-', '').slice(0, 12), 16))
}
