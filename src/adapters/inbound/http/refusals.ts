import type { LoginOutcome } from '../../../application/complete-login.ts'
import type { NoOpenSignup } from '../../../application/ports/signups.ts'
import type { SignupRefusal } from '../../../domain/pending-signup.ts'
import type { ProfileChange } from '../../../domain/user.ts'
import type { ProblemCode } from './problem.ts'
import { Problem } from './problem.ts'

type LoginRefusal = Exclude<LoginOutcome, { kind: 'signed_in' | 'signup_required' }>
type Refusal =
  | LoginRefusal
  | SignupRefusal
  | NoOpenSignup
  | Extract<ProfileChange, { kind: 'invalid_profile' }>
  | { readonly kind: 'invalid_grant' }

/** What to do about each refusal of a use case; its kind is the code that the caller sees. */
const advice = {
  invalid_state: 'Start again from the login page, and finish within 10 minutes in the same browser.',
  invalid_code: 'Start again from the login page: a code works once and only for a short time.',
  access_denied: 'The person or the provider said no. Start again from the login page to try once more.',
  user_blocked: 'The operator of the service has blocked this user, and can let them in again.',
  invalid_profile: 'Correct the fields under errors and send them again. Nothing was kept.',
  onboarding_incomplete: 'Finish the steps that are listed, then complete again. Nothing was kept.',
  signup_expired: 'Start again from the login page.',
  signup_preparing: 'Try again after the seconds in Retry-After.',
  already_completed: 'Sign in from the login page.',
  invalid_grant: 'Sign in again.',
} as const satisfies Record<Refusal['kind'], string> & Partial<Record<ProblemCode, string>>

/** The problem that tells a caller of a refusal. */
export function refused(refusal: Refusal): Problem {
  const detail = advice[refusal.kind]
  switch (refusal.kind) {
    case 'invalid_profile':
      return new Problem(refusal.kind, { detail, errors: refusal.errors })
    case 'onboarding_incomplete':
      return new Problem(refusal.kind, { detail, steps: refusal.steps })
    case 'signup_preparing':
      return new Problem(refusal.kind, { detail }, { 'retry-after': '1' })
    default:
      return new Problem(refusal.kind, { detail })
  }
}
