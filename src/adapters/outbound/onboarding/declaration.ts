import type { Onboarding } from '../../../domain/onboarding.ts'
import { builtinPlan } from '../../../domain/onboarding.ts'
import type { TermsText } from './documents.ts'
import { documents } from './documents.ts'

/** All that an operator declares of the way to become a user. */
export type Declaration = {
  readonly plan: Omit<Onboarding, 'terms'>
  /** Every version that may still be read; which of them is in force is a matter of time. */
  readonly documents: readonly TermsText[]
}

/** Where nothing is declared: the documents, a nickname, and an e-mail address for who wants to. */
export const builtinDeclaration: Declaration = { plan: builtinPlan, documents }
