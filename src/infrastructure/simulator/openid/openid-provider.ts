import type { FastifyInstance } from 'fastify'
import type { BrowserSessions } from '../browser-sessions.ts'
import { authorize } from '../oauth/authorize.ts'
import type { Client } from '../oauth/dialect.ts'
import { type CodeGrant, type Grants, newGrants } from '../oauth/grants.ts'
import type { Item } from '../people.ts'
import { newSigningKeys, type SigningKeys, signedWithSecret } from '../signing-keys.ts'
import { personClaims } from './claims.ts'
import { token } from './token.ts'
import { userinfo } from './userinfo.ts'

type Endpoint = 'authorize' | 'token' | 'userinfo' | 'jwks' | 'revoke'

/** One OpenID provider among those at this address. */
export type Habits = {
  /** Behind the address of the simulator; together they are the issuer. */
  prefix: string
  paths: Record<Endpoint, string>
  /** What it says of where it is, for callers who are led from there to here; by default it is where it is. */
  addresses?: Record<Endpoint | 'issuer', string>
  newCode(): string
  extras(login: CodeGrant, issuer: string): Record<string, string>
  /** Members of the discovery document that are its own. */
  metadata: Record<string, unknown>
  /** Signs id_tokens by HS256 with the client's own secret. */
  signsWithSecret?: boolean
  /** Google's way: a refresh token for `access_type=offline` alone, once for each consent; 400 for a token that is gone. */
  refreshesOfflineAlone?: boolean
  /** Claims that are never told of anybody. */
  withheldClaims?: readonly string[]
}

type Needs = {
  habits: Habits
  clients: readonly Client[]
  sessions: BrowserSessions
  now: () => Date
  url: () => string
}

const itemsOf = (scope: readonly string[]): readonly Item[] => [
  ...(scope.includes('email') ? (['email'] as const) : []),
  ...(scope.includes('profile') ? (['nickname', 'picture'] as const) : []),
]

/** An OpenID provider by the book: discovery, code flow with PKCE, id_token, userinfo, revocation. */
export const openIdProvider = async (
  server: FastifyInstance,
  { habits, clients, sessions, now, url }: Needs,
): Promise<{ grants: Grants; keys: SigningKeys; issuer: () => string }> => {
  const { prefix, paths, addresses, metadata } = habits
  const at = (path: string) => `${prefix}${path}`
  const issuer = () => addresses?.issuer ?? `${url()}${prefix}`
  const addressOf = (endpoint: Endpoint) => addresses?.[endpoint] ?? `${issuer()}${paths[endpoint]}`
  const keys = await newSigningKeys()
  const grants = newGrants(now)
  const dialect = {
    path: at(paths.authorize),
    clients,
    stateRequired: false,
    itemsOf,
    newCode: habits.newCode,
    extras: (login: CodeGrant) => habits.extras(login, issuer()),
  }
  authorize(server, { dialect, grants, sessions, now })
  const isTold = ([claim]: [string, unknown]) => !habits.withheldClaims?.includes(claim)
  const claimsOf = (personId: string) =>
    Object.fromEntries(Object.entries(personClaims(personId, grants.agreed.get(personId))).filter(isTold))
  token(server, {
    path: at(paths.token),
    revokePath: at(paths.revoke),
    refreshesOfflineAlone: habits.refreshesOfflineAlone ?? false,
    clients,
    grants,
    issuer,
    sign: habits.signsWithSecret ? signedWithSecret : keys.sign,
    now,
    claimsOf,
  })
  userinfo(server, { path: at(paths.userinfo), grants, claimsOf })
  server.get(at(paths.jwks), (_, reply) =>
    reply.header('cache-control', 'public, max-age=3600').send(keys.jwks),
  )
  server.get(at('/.well-known/openid-configuration'), async () => ({
    issuer: issuer(),
    authorization_endpoint: addressOf('authorize'),
    token_endpoint: addressOf('token'),
    userinfo_endpoint: addressOf('userinfo'),
    revocation_endpoint: addressOf('revoke'),
    jwks_uri: addressOf('jwks'),
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    scopes_supported: ['openid', 'email', 'profile'],
    token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
    code_challenge_methods_supported: ['S256'],
    ...metadata,
  }))
  return { grants, keys, issuer }
}
