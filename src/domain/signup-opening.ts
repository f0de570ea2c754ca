import type { DomainEvent } from './events.ts'
import type { SignupId } from './ids.ts'
import type { Answers, Onboarding } from './onboarding.ts'
import type { OpenSignup } from './pending-signup.ts'

/** Opens the signup of an identity that nobody had shown before; it lives for `ttlSeconds`. */
export function openSignup(
  id: SignupId,
  { identityId, provider }: Pick<OpenSignup, 'identityId' | 'provider'>,
  onboarding: Onboarding,
  ttlSeconds: number,
  now: Date,
  agreedTags: readonly { readonly tag: string; readonly at: Date }[] = [],
): { signup: OpenSignup; events: readonly DomainEvent[] } {
  const expiresAt = new Date(now.getTime() + ttlSeconds * 1_000)
  const answers = { profile: {}, ...agreedBefore(onboarding, agreedTags) }
  return {
    signup: {
      status: 'open',
      id,
      identityId,
      provider,
      onboarding,
      answers,
      version: 0,
      openedAt: now,
      expiresAt,
    },
    events: [{ type: 'PendingSignupOpened', signupId: id, identityId }],
  }
}

/** The documents of the onboarding that were agreed to at the provider, under the names that it has for them. */
function agreedBefore(
  { terms }: Onboarding,
  tags: readonly { readonly tag: string; readonly at: Date }[],
): Pick<Answers, 'agreedTerms' | 'agreedElsewhere'> {
  const found = terms.flatMap(({ id, kakaoTag }) => {
    const agreed = tags.find(({ tag }) => tag === kakaoTag)
    return agreed ? [[id, agreed.at.toISOString()] as const] : []
  })
  if (found.length === 0) return { agreedTerms: [] }
  return { agreedTerms: found.map(([id]) => id), agreedElsewhere: Object.fromEntries(found) }
}
