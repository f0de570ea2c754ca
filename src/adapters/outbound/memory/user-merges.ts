import type { UserId } from '../../../domain/user.ts'
import { appendConsents } from './consents.ts'
import type { Awaited } from './event-writer.ts'
import { writeEvents } from './event-writer.ts'
import type { Store } from './store.ts'

/** Makes one user of two; to terms that the survivor has answered the survivor's own word stands. */
export function mergeUsers(
  store: Store,
  { survivor, merged }: { readonly survivor: UserId; readonly merged: UserId },
  awaited: Awaited,
  now: Date,
): void {
  const answered = new Set((store.consents.get(survivor) ?? []).map(({ terms }) => terms.id))
  const moved = (store.consents.get(merged) ?? []).filter(({ terms }) => !answered.has(terms.id))
  for (const [key, { user }] of store.reconfirmations) if (user === merged) store.reconfirmations.delete(key)
  appendConsents(store, survivor, moved)
  for (const [id, identity] of store.identities)
    if (identity.userId === merged) store.identities.set(id, { ...identity, userId: survivor })
  for (const [id, session] of store.sessions)
    if (session.userId === merged) store.sessions.set(id, { ...session, userId: survivor })
  for (const [name, holder] of store.uniqueAnswers) if (holder === merged) store.uniqueAnswers.delete(name)
  store.inactiveUsers.set(merged, 'withdrawn')
  store.users.delete(merged)
  for (const [user, into] of store.mergedInto) if (into === merged) store.mergedInto.set(user, survivor)
  store.mergedInto.set(merged, survivor)
  writeEvents(store, [{ type: 'UsersMerged', userId: survivor, mergedUserId: merged }], awaited, now)
}
