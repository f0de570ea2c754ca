import type { Applicant } from '../../domain/applicant.ts'
import type { Localized } from '../../domain/localized.ts'

/** The operator does not want this person as a user. `message` is for the person; `null`: nothing was said. */
export type SignupRefused = { readonly kind: 'signup_refused'; readonly message: Localized | null }

export type SignupVerdict = { readonly kind: 'signup_allowed' } | SignupRefused

/**
 * The operator's own word on who may become a user. Asked outside of any transaction, possibly more than once
 * about one applicant; an answer binds nobody until the signup is completed. Throws `SignupHookFailure` when there
 * is no answer.
 */
export type SignupHook = {
  ask(applicant: Applicant): Promise<SignupVerdict>
}

/** Nobody says whether a person may sign up: only time, or the operator, can heal it. */
export class SignupHookFailure extends Error {
  readonly code = 'signup_unavailable'
  readonly reason: 'unreachable' | 'timeout' | 'bad_answer' | 'busy'
  /** What an operator should look at; never what was sent or answered. */
  readonly hint: string

  constructor(reason: SignupHookFailure['reason'], hint: string) {
    super(`the hook before a signup: ${reason}: ${hint}`)
    this.name = 'SignupHookFailure'
    this.reason = reason
    this.hint = hint
  }
}
