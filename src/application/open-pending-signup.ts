import type { EventId } from '../domain/events.ts'
import { planOnboarding } from '../domain/onboarding.ts'
import { openSignup } from '../domain/pending-signup.ts'
import type { Ids } from './ports/ids.ts'
import type { Signups } from './ports/signups.ts'
import type { TermsCatalog } from './ports/terms-catalog.ts'

/** `UserFirstSeen` becomes an onboarding and a pending signup, once, however often the event arrives. */
export const openPendingSignup =
  ({
    signups,
    terms,
    ids,
    signupTtlSeconds,
  }: {
    signups: Signups
    terms: TermsCatalog
    ids: Ids
    signupTtlSeconds: number
  }) =>
  async (event: EventId) => ({
    kind: await signups.open(event, (newcomer, now) =>
      openSignup(ids.signupId(), newcomer, planOnboarding(terms.current()), signupTtlSeconds, now),
    ),
  })
