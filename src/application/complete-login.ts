import type { ReturnedParameters } from '../domain/login.ts'
import { verifyCallback } from '../domain/login.ts'
import type { Device } from '../domain/session.ts'
import type { AdmissionNeeds, AdmissionOutcome } from './admit-identity.ts'
import { admitIdentity } from './admit-identity.ts'
import type { LinkOutcome } from './link-identity.ts'
import { linkIdentity } from './link-identity.ts'
import type { Attempts } from './ports/attempts.ts'
import type { IdentityProvider } from './ports/identity-providers.ts'
import { ProviderFailure } from './ports/identity-providers.ts'
import type { Links } from './ports/links.ts'

export type LoginOutcome =
  | AdmissionOutcome
  | LinkOutcome
  | { readonly kind: 'invalid_state' }
  | { readonly kind: 'invalid_code' }
  | { readonly kind: 'access_denied' }

type Needs = AdmissionNeeds & { attempts: Attempts; links: Links }

/** Whoever came back is signed in if known, and asked to sign up if not; or added to the user who asked for it. */
export const completeLogin = ({ attempts, links, ...needs }: Needs) => {
  const { clock } = needs
  const admit = admitIdentity(needs)
  const link = linkIdentity({ links, seals: needs.seals })
  return async (
    provider: IdentityProvider,
    sealedAttempt: string,
    returned: ReturnedParameters,
    device: Device,
  ): Promise<LoginOutcome> => {
    const attempt = await needs.seals.openAttempt(sealedAttempt)
    // An attempt is over with its first callback, whatever becomes of it, before the provider hears of it.
    if (!attempt || !attempts.spend(attempt.state)) return { kind: 'invalid_state' }
    const check = verifyCallback(attempt, returned, provider.issuer, clock.now())
    if (check.kind === 'provider_refused') {
      throw new ProviderFailure(
        'provider_unavailable',
        provider.name,
        `the authorization endpoint answered ${check.error}`,
      )
    }
    if (check.kind !== 'verified') return check
    if (returned.iss === undefined && (await provider.sendsIss?.())) return { kind: 'invalid_state' }
    const identified = await provider.identify(check.callback)
    if (identified.kind !== 'identified') return identified
    const { returnTo, client, link: request } = attempt
    if (request) return link(identified, request, returnTo)
    return admit(identified, { returnTo, client }, device)
  }
}
