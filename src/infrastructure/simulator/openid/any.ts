import { newToken } from '../oauth/grants.ts'
import type { Habits } from './openid-provider.ts'

/** A provider that nobody has written an adapter for. It promises `iss` on the way back (RFC 9207) and keeps it. */
export const anyHabits: Habits = {
  prefix: '/openid',
  paths: {
    authorize: '/authorize',
    token: '/token',
    userinfo: '/userinfo',
    jwks: '/jwks',
    revoke: '/revoke',
  },
  newCode: newToken,
  extras: (_, issuer) => ({ iss: issuer }),
  metadata: { authorization_response_iss_parameter_supported: true },
}
