import { newToken } from '../oauth/grants.ts'
import type { Habits } from './openid-provider.ts'

/** LINE: id_tokens signed with the channel secret, whatever its discovery document says, and no word on e-mails. */
export const lineHabits: Habits = {
  prefix: '/line',
  paths: {
    authorize: '/oauth2/v2.1/authorize',
    token: '/oauth2/v2.1/token',
    userinfo: '/oauth2/v2.1/userinfo',
    jwks: '/oauth2/v2.1/certs',
    revoke: '/oauth2/v2.1/revoke',
  },
  newCode: newToken,
  extras: () => ({}),
  metadata: {
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['ES256'],
    token_endpoint_auth_methods_supported: undefined,
  },
  signsWithSecret: true,
  withheldClaims: ['email_verified'],
}
