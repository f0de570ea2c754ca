import { randomBytes } from 'node:crypto'
import type { Habits } from './openid-provider.ts'

/** Google: a code with a slash in it, and a way back with more than was asked for. */
export const googleHabits: Habits = {
  prefix: '/google',
  paths: {
    authorize: '/o/oauth2/v2/auth',
    token: '/token',
    userinfo: '/v1/userinfo',
    jwks: '/oauth2/v3/certs',
    revoke: '/revoke',
  },
  newCode: () => `4/0A${randomBytes(48).toString('base64url')}`,
  extras: ({ scope }, issuer) => ({ iss: issuer, scope: scope.join(' '), authuser: '0', prompt: 'consent' }),
  metadata: {},
  refreshesOfflineAlone: true,
}

/** Google by its own names, spread over four hosts as its discovery document has them. */
export const googleAtItsAddresses: Habits = {
  ...googleHabits,
  addresses: {
    issuer: 'https://accounts.google.com',
    authorize: 'https://accounts.google.com/o/oauth2/v2/auth',
    token: 'https://oauth2.googleapis.com/token',
    userinfo: 'https://openidconnect.googleapis.com/v1/userinfo',
    jwks: 'https://www.googleapis.com/oauth2/v3/certs',
    revoke: 'https://oauth2.googleapis.com/revoke',
  },
}
