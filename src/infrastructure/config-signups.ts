import { beforeSignupOf } from './config-before-signup.ts'
import type { ProvidersConfig } from './config-providers.ts'
import type { Variables } from './config-variables.ts'
import { verificationOf } from './config-verification.ts'

/** How somebody becomes a user. */
export type SignupsConfig = {
  readonly signupTtlSeconds: number
  /** `null`: the usual name in the working directory, else the built-in. */
  readonly declarationFile: string | null
  /** Full years below which nobody may sign up; `null`: what the declaration says. */
  readonly minimumAge: number | null
  /** `null`: nobody is reminded of a signup. */
  readonly signupRemindAfterSeconds: number | null
  /** `null`: nobody is asked before a user is made. */
  readonly beforeSignup: ReturnType<typeof beforeSignupOf>
  /** Where identities are verified; `null`: nowhere, and no step `identity` may be declared. */
  readonly verification: { readonly url: string; readonly secret: string } | null
  /** After so many months a marketing consent is asked for again. */
  readonly marketingReconfirmMonths: number
}

export function signupsOf(vars: Variables, simulator: ProvidersConfig['simulator']): SignupsConfig {
  const isSet = (name: string) => vars.text(name) !== null
  return {
    signupTtlSeconds: vars.integer('SIGNUP_TTL', 604_800, 1),
    declarationFile: vars.text('DAEMUN_CONFIG'),
    minimumAge: isSet('MINIMUM_AGE') ? vars.integer('MINIMUM_AGE', 14, 1, 120) : null,
    signupRemindAfterSeconds: isSet('SIGNUP_REMIND_AFTER')
      ? vars.integer('SIGNUP_REMIND_AFTER', 86_400, 1)
      : null,
    beforeSignup: beforeSignupOf(vars),
    verification: verificationOf(vars, simulator),
    marketingReconfirmMonths: vars.integer('MARKETING_RECONFIRM_MONTHS', 24, 1, 120),
  }
}
