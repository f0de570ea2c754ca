import type { EventId } from '../domain/events.ts'
import { openSignup } from '../domain/pending-signup.ts'
import type { Ids } from './ports/ids.ts'
import type { OnboardingCatalog } from './ports/onboarding-catalog.ts'
import type { Signups } from './ports/signups.ts'

/** `UserFirstSeen` becomes an onboarding and a pending signup, once, however often the event arrives. */
export const openPendingSignup =
  ({
    signups,
    onboarding,
    ids,
    signupTtlSeconds,
  }: {
    signups: Signups
    onboarding: OnboardingCatalog
    ids: Ids
    signupTtlSeconds: number
  }) =>
  async (event: EventId) => ({
    kind: await signups.open(event, (newcomer, now) =>
      openSignup(ids.signupId(), newcomer, onboarding.current(now), signupTtlSeconds, now),
    ),
  })
