import type { IdentityId, ProviderName } from './identity.ts'
import type { SignupId } from './ids.ts'
import type { Locale } from './localized.ts'
import type { CompletedSignup, OpenSignup } from './pending-signup.ts'
import type { ProfileAnswers } from './profile.ts'
import type { TermsVersion } from './terms.ts'

/** Who is about to become a user, with every answer checked. The same completion tried again is the same applicant. */
export type Applicant = {
  readonly signupId: SignupId
  readonly identityId: IdentityId
  readonly provider: ProviderName
  /** Answers to the declared fields, as they will be kept. */
  readonly profile: ProfileAnswers
  /** Whether the provider vouches for the very e-mail address that was answered. */
  readonly emailVerified: boolean
  readonly agreedTerms: readonly Pick<TermsVersion, 'id' | 'version'>[]
  /** The language that the person signs up in; `null` where it is not known. */
  readonly locale: Locale | null
}

/** Who would come of a signup, if it were completed now. */
export function applicantOf(
  { provider }: Pick<OpenSignup, 'provider'>,
  { id, identityId, user, consents }: CompletedSignup,
  locale: Locale | null,
): Applicant {
  const { nickname, email, emailVerified, profile } = user
  return {
    signupId: id,
    identityId,
    provider,
    profile: { nickname, ...(email !== null && { email }), ...profile },
    emailVerified,
    agreedTerms: consents.map(({ terms }) => ({ id: terms.id, version: terms.version })),
    locale,
  }
}
