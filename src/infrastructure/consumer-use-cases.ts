import type { ConsumerUseCases } from '../adapters/inbound/worker/consumers.ts'
import { heedProviderNotice } from '../application/heed-provider-notice.ts'
import { openPendingSignup } from '../application/open-pending-signup.ts'
import { removeProviderLinks } from '../application/remove-provider-links.ts'
import { noticePolicyOf } from './leaving-policy.ts'
import { measureLag } from './measure-lag.ts'
import { observe } from './observe.ts'
import type { Container, Given } from './services.ts'

/** The use cases that consume events, each watched. */
export function consumerUseCases(get: Container['get'], { config, log, tracing }: Given): ConsumerUseCases {
  const { signupTtlSeconds } = config
  const needs = {
    signups: get('signups'),
    onboarding: get('onboarding'),
    ids: get('ids'),
    signupTtlSeconds,
    providers: get('providers').configured,
    ...get('kakaoSync').forSignups,
  }
  const watch = { log, metrics: get('metrics'), tracing }
  const providers = get('providers').configured
  return {
    openPendingSignup: observe(
      watch,
      'open-pending-signup',
      openPendingSignup(needs),
      measureLag(watch.metrics),
    ),
    removeProviderLinks: observe(
      watch,
      'remove-provider-links',
      removeProviderLinks({ withdrawals: get('withdrawals'), seals: get('seals'), providers }),
    ),
    heedProviderNotice: observe(
      watch,
      'heed-provider-notice',
      heedProviderNotice({ notices: get('providerNotices'), providers, policy: noticePolicyOf(config) }),
    ),
  }
}
