import type { Clock } from '../../../application/ports/clock.ts'
import type { DueUnlink, Withdrawals } from '../../../application/ports/withdrawals.ts'
import type { EventId } from '../../../domain/events.ts'
import { subjectOf } from '../../../domain/events.ts'
import type { Identity } from '../../../domain/identity.ts'
import type { UserId } from '../../../domain/user.ts'
import type { WithdrawalPolicy } from '../../../domain/withdrawal.ts'
import { beginWithdrawal, eraseUser } from './erasing-users.ts'
import type { Awaited } from './event-writer.ts'
import { writeEvents } from './event-writer.ts'
import type { KnownIdentity, Store } from './store.ts'
import { statusOf } from './store.ts'
import { takeEvent } from './taken-events.ts'

/** `Withdrawals` in memory. */
export const memoryWithdrawals = (
  store: Store,
  clock: Clock,
  policy: WithdrawalPolicy,
  awaited: Awaited,
): Withdrawals => {
  const leaving = () => ({ policy, awaited, now: clock.now() })
  const leftBy = (identity: Identity): UserId | undefined => {
    const user = lookUp(store, identity)?.userId
    return user && statusOf(store, user) === 'withdrawn' ? user : undefined
  }
  const due = (event: EventId): DueUnlink[] => {
    const written = store.outbox.get(event)
    if (!written) return []
    const { event: told } = written
    return [...store.providerUnlinks.values()].filter(
      ({ id, user }) =>
        user === subjectOf(told) && (told.type !== 'IdentityUnlinked' || id === told.identityId),
    )
  }
  const awaitsTelling = (user: UserId) => [...store.providerUnlinks.values()].some((due) => due.user === user)
  return {
    async withdraw(user, end) {
      if (!store.users.has(user) || statusOf(store, user) !== 'active') return { kind: 'no_user' }
      beginWithdrawal(store, user, end, leaving())
      return { kind: 'withdrawn' }
    },

    async comeBack(identity) {
      const user = leftBy(identity)
      const left = user && store.withdrawals.get(user)
      if (!user || !left) return 'nobody'
      if (clock.now() >= left.eraseAt) {
        eraseUser(store, user, leaving())
        return 'nobody'
      }
      store.inactiveUsers.delete(user)
      store.withdrawals.delete(user)
      writeEvents(store, [{ type: 'WithdrawalCancelled', userId: user }], awaited, clock.now())
      return 'user'
    },

    async eraseDue(limit) {
      const isDue = ([, { eraseAt, destroyAt }]: [UserId, { eraseAt: Date; destroyAt: Date | null }]) =>
        destroyAt === null && clock.now() >= eraseAt
      const users = [...store.withdrawals].filter(isDue).slice(0, limit)
      for (const [user] of users) eraseUser(store, user, leaving())
      return users.length
    },

    unlinksOf: async (event) => due(event).filter((unlink) => !lookUp(store, unlink)),

    async unlinked({ id }) {
      store.providerUnlinks.delete(id)
    },

    async close(event) {
      if (!takeEvent(store, event, clock.now())) return
      for (const { id } of due(event)) store.providerUnlinks.delete(id)
    },

    async destroyDue(limit) {
      const users = [...store.withdrawals]
        .filter(([user, { destroyAt }]) => destroyAt && clock.now() >= destroyAt && !awaitsTelling(user))
        .slice(0, limit)
        .map(([user]) => user)
      for (const user of users)
        for (const table of [
          store.withdrawals,
          store.consents,
          store.users,
          store.inactiveUsers,
          store.mergedInto,
        ])
          table.delete(user)
      return users.length
    },
  }
}

function lookUp({ identities }: Store, { provider, subject }: Identity): KnownIdentity | undefined {
  return [...identities.values()].find((known) => known.provider === provider && known.subject === subject)
}
