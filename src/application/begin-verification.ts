import type { IdentityId } from '../domain/identity.ts'
import type { IdentityVerification } from './ports/identity-verification.ts'
import type { NoOpenSignup, Signups } from './ports/signups.ts'

type Needs = { signups: Signups; verification: IdentityVerification | null; returnUrl: string }

/** Sends a newcomer to prove who they are; nobody where no agency is configured or the signup does not ask. */
export const beginVerification =
  ({ signups, verification, returnUrl }: Needs) =>
  async (
    identity: IdentityId,
  ): Promise<
    { readonly kind: 'begun'; readonly url: string } | { readonly kind: 'not_asked' } | NoOpenSignup
  > => {
    const found = await signups.find(identity)
    if (found.kind !== 'found') return found
    const { id, onboarding } = found.signup
    if (!verification || !onboarding.steps.includes('identity')) return { kind: 'not_asked' }
    return { kind: 'begun', ...(await verification.begin({ reference: id, returnUrl })) }
  }
