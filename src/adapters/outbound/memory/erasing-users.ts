import type { ProviderName } from '../../../domain/identity.ts'
import type { SessionId } from '../../../domain/ids.ts'
import type { Session, SessionEnd } from '../../../domain/session.ts'
import type { UserId } from '../../../domain/user.ts'
import type { WithdrawalPolicy } from '../../../domain/withdrawal.ts'
import type { Awaited } from './event-writer.ts'
import { writeEvents } from './event-writer.ts'
import type { KnownIdentity, Store } from './store.ts'

const dayMs = 86_400_000

type SessionsToEnd = {
  readonly except?: SessionId | null
  readonly begunBy?: ProviderName | null
  readonly end: SessionEnd
}

type Leaving = { policy: WithdrawalPolicy; awaited: Awaited; now: Date }

/** Ends every session of a user, or those begun by one provider, but for one. */
export function endSessionsOf(
  store: Store,
  user: UserId,
  { except = null, begunBy = null, end }: SessionsToEnd,
  { awaited, now }: Omit<Leaving, 'policy'>,
): void {
  const isMeant = ({ id, provider }: Session) => id !== except && (begunBy ?? provider) === provider
  const live = [...store.sessions.values()].filter(({ userId, endedAt }) => userId === user && !endedAt)
  for (const each of live.filter(isMeant)) {
    const { session, events } = end(each, now)
    store.sessions.set(session.id, session)
    writeEvents(store, events, awaited, now)
  }
}

/** Has a user leave; without a grace they are erased at once. */
export function beginWithdrawal(store: Store, user: UserId, end: SessionEnd, leaving: Leaving): void {
  const { policy, awaited, now } = leaving
  store.inactiveUsers.set(user, 'withdrawn')
  endSessionsOf(store, user, { end }, leaving)
  const eraseAt = new Date(now.getTime() + policy.graceSeconds * 1_000)
  store.withdrawals.set(user, { eraseAt, destroyAt: null })
  if (policy.graceSeconds === 0) eraseUser(store, user, leaving)
  else writeEvents(store, [{ type: 'WithdrawalRequested', userId: user }], awaited, now)
}

/** Writes down whom a provider must be told about. */
export function rememberUnlink(store: Store, user: UserId, identity: KnownIdentity): void {
  const { id, provider, subject, sealedToken } = identity
  store.providerUnlinks.set(id, { id, provider, subject, sealedToken, user })
}

/** Takes everything personal of a user but the consents. */
export function eraseUser(store: Store, user: UserId, { policy, awaited, now }: Leaving): void {
  const isTheirs = ({ userId }: { userId: UserId | null }) => userId === user
  for (const identity of [...store.identities.values()].filter(isTheirs)) {
    rememberUnlink(store, user, identity)
    store.identities.delete(identity.id)
  }
  for (const { id } of [...store.sessions.values()].filter(isTheirs)) store.sessions.delete(id)
  for (const [key, holder] of store.uniqueAnswers) if (holder === user) store.uniqueAnswers.delete(key)
  for (const [key, due] of store.reconfirmations) if (due.user === user) store.reconfirmations.delete(key)
  const before = store.users.get(user)
  if (before)
    store.users.set(user, { ...before, nickname: '-', email: null, emailVerified: false, profile: {} })
  const destroyAt = new Date(now.getTime() + policy.evidenceDays * dayMs)
  store.withdrawals.set(user, { eraseAt: now, destroyAt })
  for (const [merged, survivor] of store.mergedInto)
    if (survivor === user) store.withdrawals.set(merged, { eraseAt: now, destroyAt })
  writeEvents(store, [{ type: 'UserWithdrew', userId: user }], awaited, now)
}
