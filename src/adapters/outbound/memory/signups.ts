import type { Clock } from '../../../application/ports/clock.ts'
import type { FoundSignup, NoOpenSignup, Signups } from '../../../application/ports/signups.ts'
import { subjectOf } from '../../../domain/events.ts'
import type { IdentityId } from '../../../domain/identity.ts'
import type { Ended, OpenSignup } from '../../../domain/pending-signup.ts'
import type { Awaited } from './event-writer.ts'
import { writeEvents } from './event-writer.ts'
import { storeCompletion } from './signup-completion.ts'
import { openForEvent } from './signup-openings.ts'
import type { Store } from './store.ts'

/** `Signups` in memory: whatever is decided is decided before anything is written. */
export const memorySignups = (store: Store, clock: Clock, awaited: Awaited): Signups => {
  const rejected = (ended: Ended, now: Date) => {
    endSignup(store, ended, awaited, now)
    return { kind: 'under_age' as const }
  }
  return {
    open: async (event, decide) => openForEvent(store, event, decide, awaited, clock.now()),

    async newcomerOf(event) {
      const written = store.outbox.get(event)
      const identity = written && store.identities.get(subjectOf(written.event) as IdentityId)
      return identity && { provider: identity.provider, subject: identity.subject }
    },

    async providersOf(answers) {
      const names = answers.map(({ field, key }) => JSON.stringify([field, key]))
      const holders = new Set(names.map((name) => store.uniqueAnswers.get(name)))
      const theirs = [...store.identities.values()].filter(
        ({ userId }) => userId !== null && holders.has(userId),
      )
      return [...new Set(theirs.map(({ provider }) => provider))].sort()
    },

    find: async (identity) => findSignup(store, identity, clock.now()),

    async keep(identity, decide) {
      const now = clock.now()
      const found = findSignup(store, identity, now)
      if (found.kind !== 'found') return found
      const decided = decide(found.signup, now)
      if (decided.kind === 'ended') return rejected(decided, now)
      if (decided.kind !== 'kept') return decided
      store.signups.set(identity, decided.signup)
      return { ...found, signup: decided.signup }
    },

    async complete(identity, session, decide) {
      const now = clock.now()
      const found = findSignup(store, identity, now)
      if (found.kind !== 'found') return found
      const decided = decide(found.signup, now)
      if (decided.kind === 'ended') return rejected(decided, now)
      if (decided.kind !== 'completed') return decided
      return storeCompletion(store, decided, session, awaited, now)
    },

    async end(identity, decide) {
      const now = clock.now()
      const found = findSignup(store, identity, now)
      if (found.kind !== 'found') return found
      endSignup(store, decide(found.signup), awaited, now)
      return { kind: 'ended' }
    },

    async remindDue(afterSeconds, limit, decide) {
      const now = clock.now()
      const since = new Date(now.getTime() - afterSeconds * 1_000)
      const due = [...store.signups.values()]
        .filter(({ identityId, openedAt }) => openedAt <= since && !store.reminded.has(identityId))
        .slice(0, limit)
      const events = due.flatMap((signup) => decide(signup, now))
      for (const { identityId } of due) store.reminded.add(identityId)
      writeEvents(store, events, awaited, now)
      return due.length
    },

    async expireDue(limit, decide) {
      const now = clock.now()
      const ended = dueSignups(store, now)
        .slice(0, limit)
        .flatMap((signup) => decide(signup, now) ?? [])
      for (const each of ended) endSignup(store, each, awaited, now)
      return ended.length
    },
  }
}

function findSignup({ identities, signups }: Store, id: IdentityId, now: Date): FoundSignup | NoOpenSignup {
  const identity = identities.get(id)
  const signup = signups.get(id)
  if (!identity || (signup && now >= signup.expiresAt)) return { kind: 'signup_expired' }
  if (identity.userId) return { kind: 'already_completed' }
  if (!signup) return { kind: 'signup_preparing' }
  if (!identity.sealedProfile) throw new Error(`open signup ${signup.id} has lost its profile`)
  return { kind: 'found', signup, sealedProfile: identity.sealedProfile }
}

function dueSignups({ signups }: Store, now: Date): OpenSignup[] {
  return [...signups.values()]
    .filter(({ expiresAt }) => now >= expiresAt)
    .sort((one, other) => one.expiresAt.getTime() - other.expiresAt.getTime())
}

function endSignup(store: Store, { signup, events }: Ended, awaited: Awaited, now: Date): void {
  store.signups.delete(signup.identityId)
  store.identities.delete(signup.identityId)
  writeEvents(store, events, awaited, now)
}
