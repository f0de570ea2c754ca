import type { FastifyInstance } from 'fastify'
import type { BrowserSessions } from '../browser-sessions.ts'
import { newSigningKeys, type SigningKeys } from '../signing-keys.ts'
import { accountLogout } from './account-logout.ts'
import type { KakaoApplication } from './application.ts'
import { authorize } from './authorize.ts'
import { idTokens } from './claims.ts'
import { type Grants, newGrants } from './grants.ts'
import { openid } from './openid.ts'
import { token } from './token.ts'
import { endUnfinishedSignups } from './unfinished-signups.ts'
import { userApi } from './user-api.ts'

type Needs = {
  application: KakaoApplication
  sessions: BrowserSessions
  now: () => Date
  /** Known only once the server listens. */
  issuer: () => string
  /** Hears of every link that went without an order to tell of it. */
  onGone: (personId: string, why: 'unlinked_by_service' | 'signup_unfinished') => void
}

/** Kakao: kauth and kapi at one address, which is the issuer as well. Gives what its webhooks are made of. */
export const kakao = async (
  server: FastifyInstance,
  { application, sessions, now, issuer, onGone }: Needs,
): Promise<{ grants: Grants; keys: SigningKeys }> => {
  const keys = await newSigningKeys()
  const grants = newGrants(now)
  authorize(server, { application, grants, sessions, now })
  accountLogout(server, { application, sessions })
  token(server, { application, grants, now, idToken: idTokens({ issuer, keys, now }) })
  openid(server, { issuer, keys, now })
  const onUnlinked = (personId: string) => onGone(personId, 'unlinked_by_service')
  userApi(server, { application, grants, now, onUnlinked })
  if (application.autoConnect === false) {
    const onUnfinished = (personId: string) => onGone(personId, 'signup_unfinished')
    endUnfinishedSignups(server, { grants, now, onUnfinished })
  }
  return { grants, keys }
}
