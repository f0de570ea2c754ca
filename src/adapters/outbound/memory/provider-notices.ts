import type { Clock } from '../../../application/ports/clock.ts'
import type { HeededNotice, ProviderNotices } from '../../../application/ports/provider-notices.ts'
import type { DomainEvent, EventId } from '../../../domain/events.ts'
import type { UserId } from '../../../domain/user.ts'
import type { WithdrawalPolicy } from '../../../domain/withdrawal.ts'
import { beginWithdrawal, endSessionsOf } from './erasing-users.ts'
import type { Awaited } from './event-writer.ts'
import { writeEvents } from './event-writer.ts'
import type { KnownIdentity, Store } from './store.ts'
import { statusOf } from './store.ts'
import { takeEvent } from './taken-events.ts'

type NoticeEvent = Extract<DomainEvent, { type: 'ProviderNoticeReceived' }>

const dayMs = 86_400_000

/** `ProviderNotices` in memory. */
export const memoryProviderNotices = (
  store: Store,
  clock: Clock,
  policy: WithdrawalPolicy,
  awaited: Awaited,
): ProviderNotices => {
  const told = (event: EventId): NoticeEvent | undefined => {
    const written = store.outbox.get(event)?.event
    return written?.type === 'ProviderNoticeReceived' ? written : undefined
  }
  const heedUser = (identity: KnownIdentity, user: UserId, { effect, endSession }: HeededNotice) => {
    const leaving = { policy, awaited, now: clock.now() }
    const others = [...store.identities.values()].some(
      ({ id, userId }) => userId === user && id !== identity.id,
    )
    if (effect === 'withdraw' && !others && statusOf(store, user) === 'active')
      return beginWithdrawal(store, user, endSession, leaving)
    endSessionsOf(store, user, { end: endSession }, leaving)
    if (effect === 'withdraw' && others && statusOf(store, user) !== 'blocked')
      store.identities.delete(identity.id)
  }
  return {
    async receive({ provider, subject, notice, id, at: toldAt }) {
      const at = toldAt && new Date(Math.min(toldAt.getTime(), clock.now().getTime()))
      const key = `${provider} ${id}`
      if (id !== null && store.providerNotices.has(key)) return
      if (id !== null) store.providerNotices.set(key, clock.now())
      const known = [...store.identities.values()].find(
        (each) => each.provider === provider && each.subject === subject,
      )
      const waits = [...store.outbox.values()].some(
        ({ event, closedAt }) =>
          closedAt === null &&
          event.type === 'ProviderNoticeReceived' &&
          event.identityId === known?.id &&
          event.notice === notice &&
          isAsLate(event.at, at),
      )
      if (!known || waits) return
      const event = { type: 'ProviderNoticeReceived', identityId: known.id, provider, notice, at } as const
      writeEvents(store, [event], new Set([event.type]), clock.now())
    },

    async identityOf(event) {
      const written = told(event)
      const known = written && store.identities.get(written.identityId)
      return (
        known && { provider: known.provider, subject: known.subject, notice: written.notice, at: written.at }
      )
    },

    async heed(event, how) {
      const written = told(event)
      if (!takeEvent(store, event, clock.now()) || !written) return 'heeded'
      const identity = store.identities.get(written.identityId)
      if (!identity) return 'heeded'
      const isOutlived = how.isOutlived(provedAt(store, identity))
      if (how.takesLinkAway && isOutlived) return 'linked_again'
      if (how.takesTokensAway && !isOutlived)
        store.identities.set(identity.id, { ...identity, sealedToken: null })
      if (identity.userId) heedUser(identity, identity.userId, how)
      if (identity.userId || !how.takesLinkAway) return 'heeded'
      const signup = store.signups.get(identity.id)
      store.signups.delete(identity.id)
      store.identities.delete(identity.id)
      if (signup) writeEvents(store, how.endSignup(signup).events, awaited, clock.now())
      return 'heeded'
    },

    async dismiss(event) {
      takeEvent(store, event, clock.now())
    },

    async prune(days) {
      const before = clock.now().getTime() - days * dayMs
      const old = [...store.providerNotices].filter(([, at]) => at.getTime() < before)
      for (const [key] of old) store.providerNotices.delete(key)
      return old.length
    },
  }
}

/** A time that is not told counts as the latest. */
function isAsLate(waiting: Date | null, at: Date | null): boolean {
  return waiting === null || (at !== null && waiting >= at)
}

function provedAt({ sessions }: Store, { userId, provider, seenAt }: KnownIdentity): Date {
  const own = [...sessions.values()].filter((each) => each.userId === userId && each.provider === provider)
  return new Date(Math.max(seenAt.getTime(), ...own.map(({ startedAt }) => startedAt.getTime())))
}
