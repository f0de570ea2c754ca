import type { IdentityId } from '../domain/identity.ts'
import type { SignupRefusal } from '../domain/pending-signup.ts'
import { save } from '../domain/signup-answers.ts'
import type { AlreadyMember } from '../domain/verification.ts'
import { personAnswer } from '../domain/verification.ts'
import type { IdentityVerification } from './ports/identity-verification.ts'
import type { PersonKeys } from './ports/person-keys.ts'
import type { Seals } from './ports/seals.ts'
import type { NoOpenSignup, Signups, UnderAge } from './ports/signups.ts'
import type { SignupView } from './read-signup.ts'
import { viewSignup } from './read-signup.ts'

type Needs = {
  signups: Signups
  seals: Seals
  verification: IdentityVerification | null
  personKeys: PersonKeys
}

type Outcome =
  | SignupView
  | SignupRefusal
  | UnderAge
  | NoOpenSignup
  | AlreadyMember
  | { readonly kind: 'not_asked' }
  | { readonly kind: 'not_verified' }

/**
 * Keeps that a newcomer proved who they are: a keyed hash of the CI, nothing else. Who has an account already is told
 * with what to log in, to link there what they came with; a second account is not made.
 */
export const completeVerification =
  ({ signups, seals, verification, personKeys }: Needs) =>
  async (identity: IdentityId, token: string): Promise<Outcome> => {
    const found = await signups.find(identity)
    if (found.kind !== 'found') return found
    if (!verification || !found.signup.onboarding.steps.includes('identity')) return { kind: 'not_asked' }
    const result = await verification.result(token, found.signup.id)
    if (result.kind !== 'verified') return result
    const keys = personKeys.of(result.person.ci)
    const providers = await signups.providersOf(keys.map(personAnswer))
    if (providers.length > 0) return { kind: 'already_member', providers }
    const person = { key: keys[0], birthDate: result.person.birthDate }
    const kept = await signups.keep(identity, (signup, now) => save(signup, { profile: {}, person }, now))
    return kept.kind === 'found' ? viewSignup(seals)(kept) : kept
  }
