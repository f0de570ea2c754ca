import type { EventId } from '../domain/events.ts'
import { openSignup } from '../domain/signup-opening.ts'
import type { IdentityProviders } from './ports/identity-providers.ts'
import type { Ids } from './ports/ids.ts'
import type { OnboardingCatalog } from './ports/onboarding-catalog.ts'
import type { ProviderTerms } from './ports/provider-terms.ts'
import type { Signups } from './ports/signups.ts'

type Needs = {
  signups: Signups
  onboarding: OnboardingCatalog
  ids: Ids
  signupTtlSeconds: number
  providers?: IdentityProviders
  /** `undefined` while nothing of ours is agreed to elsewhere. */
  providerTerms?: () => ProviderTerms | undefined
}

/**
 * `UserFirstSeen` becomes an onboarding and a pending signup, once, however often the event arrives. What the person
 * agreed to at the provider is not asked again.
 */
export const openPendingSignup = ({
  signups,
  onboarding,
  ids,
  signupTtlSeconds,
  providers = {},
  providerTerms = () => undefined,
}: Needs) => {
  const agreedElsewhere = async (event: EventId) => {
    const elsewhere = providerTerms()
    const identity = elsewhere && (await signups.newcomerOf(event))
    return identity ? elsewhere.agreedTo(identity) : { kind: 'agreed' as const, tags: [] }
  }
  return async (event: EventId) => {
    const told = await agreedElsewhere(event)
    const tags = told.kind === 'agreed' ? told.tags : []
    const kind = await signups.open(event, (newcomer, now) => {
      // No longer than the provider would wait for it.
      const longest = providers[newcomer.provider]?.joining?.longestSignupSeconds ?? signupTtlSeconds
      const ttlSeconds = Math.min(signupTtlSeconds, longest)
      return openSignup(ids.signupId(), newcomer, onboarding.current(now), ttlSeconds, now, tags)
    })
    return { kind, ...(told.kind === 'unknown' && { hint: told.hint }) }
  }
}
