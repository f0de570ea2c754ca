import type { LoginOutcome } from '../application/complete-login.ts'
import type { NativeLoginOutcome } from '../application/complete-native-login.ts'
import type {
  Identified,
  IdentityProvider,
  IdentityProviders,
  ProviderFailure,
} from '../application/ports/identity-providers.ts'
import type { Metrics } from './metrics.ts'
import type { Watch } from './observe.ts'
import { observeNotices } from './observe-notices.ts'
import { outcomeOf } from './outcome.ts'

/** The same providers, each with every call counted and timed by what it answered. */
export function observeProviders(watch: Watch, providers: IdentityProviders): IdentityProviders {
  const observed = Object.values(providers).map((provider) => [
    provider.name,
    observeProvider(watch, provider),
  ])
  return Object.fromEntries(observed)
}

function observeProvider(watch: Watch, provider: IdentityProvider): IdentityProvider {
  const { metrics, tracing } = watch
  const options = { kind: 'client', attributes: { 'daemun.provider': provider.name } } as const
  const timed = async <Answer extends { kind: string }>(call: string, ask: () => Promise<Answer>) => {
    const begun = performance.now()
    const ended = (outcome: string) =>
      metrics.providerCall(provider.name, call, outcome, (performance.now() - begun) / 1_000)
    try {
      const answer = await tracing.span(`${provider.name} ${call}`, options, ask)
      ended(answer.kind)
      return answer
    } catch (error) {
      ended(outcomeOf(error))
      throw error
    }
  }
  const { proveNative } = provider
  return {
    ...provider,
    ...(provider.notices && { notices: observeNotices(watch, provider) }),
    ...(proveNative && {
      async proveNative(proof) {
        const answer = await timed('prove-native', () => proveNative(proof))
        if (answer.kind !== 'identified') return answer
        return { ...answer, profile: () => timed('profile', answer.profile) }
      },
    }),
    async identify(callback) {
      const answer = await timed('identify', () => provider.identify(callback))
      if (answer.kind !== 'identified') return answer
      return { ...answer, profile: () => timed('profile', answer.profile) } satisfies Identified
    },
  }
}

const outcomes = {
  signed_in: 'a user',
  authorized: 'a user, whose client is told',
  signup_required: 'a newcomer',
  consent_required: 'somebody who has new terms to agree to',
  invalid_state: 'refused by us',
  invalid_nonce: 'refused by us',
  invalid_provider_token: 'refused by us',
  native_login_unsupported: 'refused by us',
  invalid_code: 'refused by the provider',
  access_denied: 'refused by the person or the provider',
  linked: 'an identity that a user added',
  merged: 'a user who merged another account of theirs',
  identity_taken: 'an identity that is somebody else’s',
  invalid_grant: 'a user whose session was over',
  user_blocked: 'a user who may not come in',
  provider_unavailable: 'the provider failed',
  provider_timeout: 'the provider failed',
  provider_busy: 'the provider failed, or was left alone',
  error: 'we failed',
} as const satisfies Record<
  LoginOutcome['kind'] | NativeLoginOutcome['kind'] | ProviderFailure['code'] | 'error',
  string
>

/** Counts what becomes of logins; each outcome from 0, so that its first one shows as an increase. */
export function countLogins(metrics: Metrics, providers: IdentityProviders) {
  metrics.expectLogins(Object.keys(providers), Object.keys(outcomes))
  return (outcome: string, { name }: IdentityProvider): void => metrics.login(name, outcome)
}
