import type { LoginOutcome } from '../../../application/complete-login.ts'
import type { NativeLoginOutcome } from '../../../application/complete-native-login.ts'
import type { SignupRefused } from '../../../application/ports/signup-hook.ts'
import type { NoOpenSignup, UnderAge } from '../../../application/ports/signups.ts'
import type { ConsentRefusal } from '../../../domain/consents.ts'
import type { UnlinkRefusal } from '../../../domain/link.ts'
import type { SignupRefusal } from '../../../domain/pending-signup.ts'
import type { InvalidAnswers } from '../../../domain/profile.ts'
import type { ProfileChange } from '../../../domain/user.ts'
import type { AlreadyMember } from '../../../domain/verification.ts'
import type { ProblemCode } from './problem.ts'
import { Problem } from './problem.ts'

type Settled = 'signed_in' | 'authorized' | 'signup_required' | 'consent_required' | 'linked' | 'merged'
type LoginRefusal = Exclude<LoginOutcome | NativeLoginOutcome, { kind: Settled }>
type Refusal =
  | LoginRefusal
  | SignupRefusal
  | NoOpenSignup
  | UnderAge
  | SignupRefused
  | AlreadyMember
  | { readonly kind: 'not_verified' }
  | ConsentRefusal
  | Exclude<ProfileChange, { kind: 'changed' }>
  | UnlinkRefusal
  | { readonly kind: 'invalid_grant' }

/** What to do about each refusal of a use case; its kind is the code that the caller sees. */
const advice = {
  invalid_state: 'Start again from the login page, and finish within 10 minutes in the same browser.',
  invalid_code: 'Start again from the login page: a code works once and only for a short time.',
  access_denied: 'The person or the provider said no. Start again from the login page to try once more.',
  native_login_unsupported:
    'Log in through the browser instead. This provider, or this kind of token, is not taken here; the README has which are.',
  invalid_provider_token:
    'Send the token just as the SDK gave it, within 10 minutes, from an app whose key is configured here.',
  invalid_nonce:
    'Ask /native/challenge for a nonce, log in by the SDK with it, and send the token once, within 10 minutes.',
  user_blocked: 'The operator of the service has blocked this user, and can let them in again.',
  identity_taken:
    'This login opens another account already. If both are yours, begin again with merge=true, or from your account page.',
  last_identity: 'Add another login first, or leave the service.',
  unknown_identity: 'List the identities that there are.',
  invalid_profile: 'Correct the fields under errors and send them again. Nothing was kept.',
  onboarding_incomplete: 'Finish the steps that are listed, then complete again. Nothing was kept.',
  signup_expired: 'Start again from the login page.',
  signup_preparing: 'Try again after the seconds in Retry-After.',
  already_completed: 'Sign in from the login page.',
  invalid_grant: 'Sign in again.',
  invalid_consents: 'Correct what is under errors and send it again. Nothing was recorded.',
  signup_refused: 'The operator of the service refuses this signup as it is. The answers kept before stay.',
  not_verified: 'Begin again, and finish at the agency within ten minutes.',
  already_member: 'Log in with one of the providers that are listed, and link the other one there.',
  under_age: 'Come back when you are old enough. What was sent is erased.',
  version_conflict: 'Read the signup again, and send the answers with the version that it has now.',
} as const satisfies Record<Exclude<Refusal['kind'], 'invalid_answers'>, string> &
  Partial<Record<ProblemCode, string>>

/** The problem that tells a caller of a refusal. */
export function refused(refusal: Refusal): Problem {
  if (refusal.kind === 'invalid_answers') return misshapen(refusal)
  const detail = advice[refusal.kind]
  switch (refusal.kind) {
    case 'invalid_consents':
    case 'invalid_profile':
      return new Problem(refusal.kind, { detail, errors: refusal.errors })
    case 'already_member':
      return new Problem(refusal.kind, { detail, providers: refusal.providers })
    case 'onboarding_incomplete':
      return new Problem(refusal.kind, { detail, steps: refusal.steps })
    case 'signup_preparing':
      return new Problem(refusal.kind, { detail }, { 'retry-after': '1' })
    case 'signup_refused':
      return new Problem(refusal.kind, { detail }, {}, refusal.message ?? undefined)
    default:
      return new Problem(refusal.kind, { detail })
  }
}

/** Answers that have not the shape of the declared fields read like any other body of the wrong shape. */
function misshapen({ errors }: InvalidAnswers): Problem {
  return new Problem('invalid_body', { detail: 'Correct the fields under errors.', errors })
}
