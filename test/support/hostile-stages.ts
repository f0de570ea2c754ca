import type { Answer, HostileServer } from './hostile-server.ts'
import { json, startHostileServer } from './hostile-server.ts'

type Part = 'discovery' | 'token' | 'keys' | 'person'

/** A provider in the hands of a test: where it is asked what, and what it answers there. */
export type Stage = {
  readonly name: string
  readonly server: HostileServer
  /** By which a service finds it. */
  readonly env: NodeJS.ProcessEnv
  readonly paths: Readonly<Partial<Record<Part, string>>>
  answers: Partial<Record<Part, Answer>>
  /** What an honest id_token of this moment says; nothing where the provider gives none. */
  claims(nonce: string, more?: Record<string, unknown>): Record<string, unknown>
  /** Sets the stage for one honest login: of this subject, with these members of the profile. */
  vouch(nonce: string, subject?: string, profile?: Record<string, unknown>): Promise<void>
  /** Honest again, but for the tokens, and without a memory. */
  reset(): void
}

/** What it gives beside an id_token; everywhere as Naver writes it, whose numbers are text. */
export const tokens = {
  token_type: 'bearer',
  access_token: 'provider/access+token=',
  expires_in: '3600',
  refresh_token: 'providerrefreshtoken',
}

export const secretOfClient = 'the-client-secret'
const clientId = 'the-client-id'
const openIdPaths = {
  discovery: '/.well-known/openid-configuration',
  token: '/token',
  keys: '/keys',
  person: '/userinfo',
}

/** Naver's OAuth 2.0 stack and its profile API. */
export async function hostileNaver(): Promise<Stage> {
  const paths = { token: '/oauth2.0/token', person: '/v1/nid/me' }
  const scenery = await sceneryOf('naver', paths, () => ({ token: json(tokens) }))
  const { url } = scenery.server
  return Object.assign(scenery, {
    env: {
      NAVER_AUTH_URL: url,
      NAVER_API_URL: url,
      NAVER_CLIENT_ID: clientId,
      NAVER_CLIENT_SECRET: secretOfClient,
    },
    claims: () => ({}),
    async vouch(_nonce: string, id = 'naver-id', profile: Record<string, unknown> = {}) {
      scenery.answers.token = json(tokens)
      scenery.answers.person = json({ resultcode: '00', message: 'success', response: { id, ...profile } })
    },
  })
}

export const hostileGoogle = (): Promise<Stage> => hostileOpenId('google', 'GOOGLE')

/** Honest only by `sign` with the secret of the channel. */
export const hostileLine = (): Promise<Stage> => hostileOpenId('line', 'LINE')

/** A provider that is known by its configuration alone. */
export const hostileAcme = (): Promise<Stage> => hostileOpenId('acme', 'OIDC_ACME')

/** What an honest provider at this address says of itself. */
export function metadataOf(url: string): Record<string, unknown> {
  return {
    issuer: url,
    authorization_endpoint: `${url}/authorize`,
    token_endpoint: `${url}${openIdPaths.token}`,
    jwks_uri: `${url}${openIdPaths.keys}`,
    userinfo_endpoint: `${url}${openIdPaths.person}`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
  }
}

async function hostileOpenId(name: string, variables: string): Promise<Stage> {
  const scenery = await sceneryOf(name, openIdPaths, ({ url, publicJwk }) => ({
    discovery: json(metadataOf(url)),
    token: json(tokens),
    keys: json({ keys: [publicJwk] }),
    person: json({ sub: '1' }),
  }))
  const { url } = scenery.server
  const claims: Stage['claims'] = (nonce, more = {}) => {
    const now = Math.floor(Date.now() / 1_000)
    return { iss: url, aud: clientId, sub: '1', iat: now, exp: now + 3_600, nonce, ...more }
  }
  return Object.assign(scenery, {
    env: {
      [`${variables}_ISSUER`]: url,
      [`${variables}_CLIENT_ID`]: clientId,
      [`${variables}_CLIENT_SECRET`]: secretOfClient,
    },
    claims,
    async vouch(nonce: string, sub = '1', profile: Record<string, unknown> = {}) {
      const idToken = await scenery.server.sign(claims(nonce, { sub }))
      scenery.answers.token = json({ ...tokens, id_token: idToken })
      scenery.answers.person = json({ sub, ...profile })
    },
  })
}

type Scenery = Pick<Stage, 'name' | 'server' | 'paths' | 'answers' | 'reset'>

async function sceneryOf(
  name: string,
  paths: Stage['paths'],
  honest: (server: HostileServer) => Stage['answers'],
): Promise<Scenery> {
  const server = await startHostileServer((path) => {
    const part = (Object.keys(paths) as Part[]).find((each) => paths[each] === path)
    return part && scenery.answers[part]
  })
  const reset = () => {
    server.forget()
    scenery.answers = honest(server)
  }
  const scenery: Scenery = { name, server, paths, answers: honest(server), reset }
  return scenery
}
