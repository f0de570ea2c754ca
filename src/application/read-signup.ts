import type { IdentityId, ProviderProfile } from '../domain/identity.ts'
import type { OpenSignup } from '../domain/pending-signup.ts'
import type { Seals } from './ports/seals.ts'
import type { FoundSignup, NoOpenSignup, Signups } from './ports/signups.ts'

/** A signup with what the provider said, which a person may take over or change. */
export type SignupView = {
  readonly kind: 'signup'
  readonly signup: OpenSignup
  readonly profile: ProviderProfile
}

const nothingKnown: ProviderProfile = { nickname: null, email: null, imageUrl: null }

/** Opens what waits sealed beside a signup. A seal that no longer opens costs the suggestion, not the signup. */
export const viewSignup =
  (seals: Seals) =>
  async ({ signup, sealedProfile }: FoundSignup): Promise<SignupView> => ({
    kind: 'signup',
    signup,
    profile: (await seals.openProfile(sealedProfile)) ?? nothingKnown,
  })

/** The pending signup of an identity as its person may see it. */
export const readSignup =
  ({ signups, seals }: { signups: Signups; seals: Seals }) =>
  async (identity: IdentityId): Promise<SignupView | NoOpenSignup> => {
    const found = await signups.find(identity)
    return found.kind === 'found' ? viewSignup(seals)(found) : found
  }
