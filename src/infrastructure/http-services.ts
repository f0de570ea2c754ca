import type { HttpServices } from '../adapters/inbound/http/services.ts'
import { rateLimits } from '../adapters/outbound/limits/rate-limits.ts'
import { tokenAnswerSeals } from '../adapters/outbound/tokens/answer-seals.ts'
import { abandonSignup } from '../application/abandon-signup.ts'
import { beginLogin } from '../application/begin-login.ts'
import { changeProfile } from '../application/change-profile.ts'
import { completeLogin } from '../application/complete-login.ts'
import { completeNativeLogin } from '../application/complete-native-login.ts'
import { completeSignup } from '../application/complete-signup.ts'
import { endAllSessions } from '../application/end-all-sessions.ts'
import { endSession } from '../application/end-session.ts'
import { readSignup } from '../application/read-signup.ts'
import { redeemCode } from '../application/redeem-code.ts'
import { refreshSession } from '../application/refresh-session.ts'
import { saveSignup } from '../application/save-signup.ts'
import { withdrawUser } from '../application/withdraw-user.ts'
import { consentServices } from './consent-services.ts'
import { linkServices } from './link-services.ts'
import { observe } from './observe.ts'
import { countLogins, observeProviders } from './observe-provider.ts'
import type { Container, Given } from './services.ts'
import { sessionPolicyOf } from './session-policy.ts'
import { verificationServices } from './verification-services.ts'

/** The use cases and ports that the HTTP door opens to, each use case watched. */
export function httpServices(get: Container['get'], given: Given): HttpServices {
  const { config, log, sharedCounters, tracing } = given
  const metrics = get('metrics')
  const watch = { log, metrics, tracing }
  const providers = observeProviders(watch, get('providers').configured)
  const [signups, sessions, users, terms] = [get('signups'), get('sessions'), get('users'), get('terms')]
  const [clock, ids, seals, logins, attempts] = [
    get('clock'),
    get('ids'),
    get('seals'),
    get('logins'),
    get('attempts'),
  ]
  const [refreshTokens, accessTokens] = [get('refreshTokens'), get('accessTokens')]
  const { sessionTtlSeconds } = config
  const [codes, codeSecrets, nonces] = [get('codes'), get('codeSecrets'), get('nonces')]
  const issuing = { refreshTokens, accessTokens, sessionTtlSeconds, terms, codes, codeSecrets }
  const withdrawals = get('withdrawals')
  return {
    ...get('watched'),
    providers,
    beginLogin: observe(watch, 'begin-login', beginLogin({ clock, ids, seals })),
    completeLogin: observe(
      watch,
      'complete-login',
      completeLogin({ clock, seals, attempts, logins, links: get('links'), withdrawals, ...issuing }),
      countLogins(metrics, providers),
    ),
    completeNativeLogin: observe(
      watch,
      'complete-native-login',
      completeNativeLogin({
        clock,
        seals,
        logins,
        withdrawals,
        nonces,
        spentProofs: get('spentProofs'),
        ...issuing,
      }),
      countLogins(metrics, providers),
    ),
    readSignup: observe(watch, 'read-signup', readSignup({ signups, seals })),
    saveSignup: observe(watch, 'save-signup', saveSignup({ signups, seals })),
    completeSignup: observe(
      watch,
      'complete-signup',
      completeSignup({
        signups,
        seals,
        clock,
        ids,
        providers,
        signupHook: get('signupHook').hook,
        ...issuing,
      }),
    ),
    ...verificationServices(get, watch, given),
    abandonSignup: observe(watch, 'abandon-signup', abandonSignup({ signups })),
    refreshSession: observe(
      watch,
      'refresh-session',
      refreshSession({
        sessions,
        refreshTokens,
        accessTokens,
        answerSeals: tokenAnswerSeals(),
        sessionPolicy: sessionPolicyOf(config),
      }),
    ),
    redeemCode: observe(watch, 'redeem-code', redeemCode({ sessions, ...issuing })),
    endSession: observe(watch, 'end-session', endSession({ sessions, refreshTokens })),
    endAllSessions: observe(watch, 'end-all-sessions', endAllSessions({ sessions })),
    changeProfile: observe(
      watch,
      'change-profile',
      changeProfile({ users, clock, onboarding: get('onboarding') }),
    ),
    nonces,
    seals,
    withdrawUser: observe(watch, 'withdraw-user', withdrawUser({ withdrawals })),
    providerNotices: get('patientNotices'),
    ...consentServices(get, watch, config),
    ...linkServices(get, watch),
    accessTokens,
    refreshTokens,
    sessions,
    users,
    terms,
    onboarding: get('onboarding'),
    clock,
    limits: config.rateLimited ? rateLimits(sharedCounters) : null,
  }
}
