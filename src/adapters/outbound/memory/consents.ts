import type { Clock } from '../../../application/ports/clock.ts'
import type { Consents } from '../../../application/ports/consents.ts'
import type { LedgerEntry, RecordedConsents } from '../../../domain/consents.ts'
import type { UserId } from '../../../domain/user.ts'
import type { Awaited } from './event-writer.ts'
import { writeEvents } from './event-writer.ts'
import { loggedIn, startSession } from './session-starts.ts'
import type { Store } from './store.ts'
import { statusOf } from './store.ts'

/** `Consents` in memory. */
export const memoryConsents = (store: Store, clock: Clock, awaited: Awaited): Consents => {
  const activeUser = (id: UserId) => (statusOf(store, id) === 'active' ? store.users.get(id) : undefined)
  const ledgerOf = (user: UserId) => store.consents.get(user) ?? []
  const record = (user: UserId, { entries, events }: RecordedConsents, now: Date) => {
    appendConsents(store, user, entries)
    writeEvents(store, events, awaited, now)
  }
  return {
    ledger: async (user) => ledgerOf(user),

    async change(user, decide) {
      if (!activeUser(user)) return { kind: 'no_user' }
      const now = clock.now()
      const decided = decide(ledgerOf(user), now)
      if (decided.kind !== 'recorded') return decided
      record(user, decided, now)
      return { kind: 'recorded' }
    },

    async changeAndSignIn(id, { session, provider }, decide) {
      const user = activeUser(id)
      if (!user) return { kind: 'no_user' }
      const now = clock.now()
      const decided = decide(ledgerOf(id), now)
      if (decided.kind !== 'recorded') return decided
      const signedIn = startSession(store, session, { user, provider }, now)
      record(id, decided, now)
      writeEvents(store, [loggedIn(signedIn)], awaited, now)
      return signedIn
    },

    async tellReconfirmDue(months, limit) {
      const now = clock.now()
      const due = [...store.reconfirmations]
        .filter(([, { at }]) => monthsLater(at, months) <= now)
        .slice(0, limit)
      for (const [key, { user, terms }] of due) {
        store.reconfirmations.delete(key)
        const told = { userId: user, termsId: terms.id, termsVersion: terms.version }
        writeEvents(store, [{ type: 'MarketingConsentReconfirmDue', ...told }], awaited, now)
      }
      return due.length
    },
  }
}

/** Adds to the ledger, and to what is to be confirmed some day. */
export function appendConsents(store: Store, user: UserId, entries: readonly LedgerEntry[]): void {
  store.consents.set(user, [...(store.consents.get(user) ?? []), ...entries])
  for (const { terms, action, at } of entries) {
    const key = `${user} ${terms.id}`
    if (action === 'withdrawn') store.reconfirmations.delete(key)
    else if (terms.channels) store.reconfirmations.set(key, { user, terms, at })
  }
}

/** A calendar's months later; the last day of a shorter month stands for one that it lacks. */
function monthsLater(date: Date, months: number): Date {
  const later = new Date(date)
  later.setUTCMonth(later.getUTCMonth() + months)
  if (later.getUTCDate() !== date.getUTCDate()) later.setUTCDate(0)
  return later
}
