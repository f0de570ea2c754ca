import type { IdentityId } from '../domain/identity.ts'
import type { SentAnswers, SignupRefusal } from '../domain/pending-signup.ts'
import { save } from '../domain/signup-answers.ts'
import type { Seals } from './ports/seals.ts'
import type { NoOpenSignup, Signups, UnderAge } from './ports/signups.ts'
import type { SignupView } from './read-signup.ts'
import { viewSignup } from './read-signup.ts'

/** Keeps part of a newcomer's answers, so that signup can go on later or elsewhere. */
export const saveSignup =
  ({ signups, seals }: { signups: Signups; seals: Seals }) =>
  async (
    identity: IdentityId,
    sent: SentAnswers,
  ): Promise<SignupView | SignupRefusal | UnderAge | NoOpenSignup> => {
    const kept = await signups.keep(identity, (signup, now) => save(signup, sent, now))
    return kept.kind === 'found' ? viewSignup(seals)(kept) : kept
  }
