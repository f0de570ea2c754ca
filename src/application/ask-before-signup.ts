import { applicantOf } from '../domain/applicant.ts'
import type { OpenSignup, SentAnswers } from '../domain/pending-signup.ts'
import { complete } from '../domain/signup-completion.ts'
import type { Clock } from './ports/clock.ts'
import type { SignupHook, SignupRefused } from './ports/signup-hook.ts'

type Needs = {
  clock: Clock
  /** `null`: whoever finishes signup becomes a user. */
  signupHook: SignupHook | null
}

/** The answers that may complete the signup now. */
type Cleared = { readonly kind: 'cleared'; readonly sent: SentAnswers }

/**
 * Asks the operator about a signup that would complete as it stands, and about no other: what is wrong with it is
 * for the completion to say. The answers cleared hold for the version that was asked about, so that nothing that
 * is kept meanwhile slips past the operator.
 */
export const askBeforeSignup =
  ({ clock, signupHook }: Needs) =>
  async (
    signup: OpenSignup,
    sent: SentAnswers,
    made: Parameters<typeof complete>[2],
  ): Promise<Cleared | SignupRefused> => {
    if (!signupHook) return { kind: 'cleared', sent }
    const decided = complete(signup, sent, made, clock.now())
    if (decided.kind !== 'completed') return { kind: 'cleared', sent }
    const verdict = await signupHook.ask(applicantOf(signup, decided.signup, sent.locale ?? null))
    if (verdict.kind === 'signup_refused') return verdict
    return { kind: 'cleared', sent: { ...sent, version: signup.version } }
  }
