import type { SessionEnd } from '../../../domain/session.ts'
import type { UserId } from '../../../domain/user.ts'
import type { WithdrawalPolicy } from '../../../domain/withdrawal.ts'
import type { Awaited } from './event-writer.ts'
import { writeEvents } from './event-writer.ts'
import type { Store } from './store.ts'

const dayMs = 86_400_000

type Leaving = { policy: WithdrawalPolicy; awaited: Awaited; now: Date }

/** Ends every session of a user. */
export function endSessionsOf(
  store: Store,
  user: UserId,
  end: SessionEnd,
  { awaited, now }: Omit<Leaving, 'policy'>,
): void {
  const live = [...store.sessions.values()].filter(({ userId, endedAt }) => userId === user && !endedAt)
  for (const each of live) {
    const { session, events } = end(each, now)
    store.sessions.set(session.id, session)
    writeEvents(store, events, awaited, now)
  }
}

/** Has a user leave; without a grace they are erased at once. */
export function beginWithdrawal(store: Store, user: UserId, end: SessionEnd, leaving: Leaving): void {
  const { policy, awaited, now } = leaving
  store.inactiveUsers.set(user, 'withdrawn')
  endSessionsOf(store, user, end, leaving)
  const eraseAt = new Date(now.getTime() + policy.graceSeconds * 1_000)
  store.withdrawals.set(user, { eraseAt, destroyAt: null })
  if (policy.graceSeconds === 0) eraseUser(store, user, leaving)
  else writeEvents(store, [{ type: 'WithdrawalRequested', userId: user }], awaited, now)
}

/** Takes everything personal of a user but the consents. */
export function eraseUser(store: Store, user: UserId, { policy, awaited, now }: Leaving): void {
  const isTheirs = ({ userId }: { userId: UserId | null }) => userId === user
  for (const { id, provider, subject } of [...store.identities.values()].filter(isTheirs)) {
    store.identities.delete(id)
    store.providerUnlinks.set(id, { id, provider, subject, user })
  }
  for (const { id } of [...store.sessions.values()].filter(isTheirs)) store.sessions.delete(id)
  for (const [key, holder] of store.uniqueAnswers) if (holder === user) store.uniqueAnswers.delete(key)
  for (const [key, due] of store.reconfirmations) if (due.user === user) store.reconfirmations.delete(key)
  const before = store.users.get(user)
  if (before)
    store.users.set(user, { ...before, nickname: '-', email: null, emailVerified: false, profile: {} })
  const destroyAt = new Date(now.getTime() + policy.evidenceDays * dayMs)
  store.withdrawals.set(user, { eraseAt: now, destroyAt })
  writeEvents(store, [{ type: 'UserWithdrew', userId: user }], awaited, now)
}
