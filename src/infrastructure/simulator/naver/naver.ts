import { randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { BrowserSessions } from '../browser-sessions.ts'
import { authorize } from '../oauth/authorize.ts'
import type { Client } from '../oauth/dialect.ts'
import { type Grants, newGrants, newToken } from '../oauth/grants.ts'
import { profileApi } from './profile-api.ts'
import { token } from './token.ts'

type Needs = { client: Client; sessions: BrowserSessions; now: () => Date }

/** Naver's OAuth 2.0 stack, nid and openapi at one address. The console decides what is asked for, not `scope`. */
export const naver = (server: FastifyInstance, { client, sessions, now }: Needs): Grants => {
  const grants = newGrants(now)
  const dialect = {
    path: '/oauth2.0/authorize',
    clients: [client],
    stateRequired: true,
    itemsOf: () => ['email', 'nickname', 'picture'] as const,
    newCode: newToken,
    extras: () => ({}),
  }
  authorize(server, { dialect, grants, sessions, now })
  // Naver's access tokens have + and / in them, which a form or a query has to encode.
  token(server, { client, grants, newAccessToken: () => `AAAA+/${randomBytes(48).toString('base64')}` })
  profileApi(server, { grants })
  return grants
}
