import type { ConsumerUseCases } from '../adapters/inbound/worker/consumers.ts'
import { openPendingSignup } from '../application/open-pending-signup.ts'
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
  return {
    openPendingSignup: observe(
      watch,
      'open-pending-signup',
      openPendingSignup(needs),
      measureLag(watch.metrics),
    ),
  }
}
