import type { FastifyInstance } from 'fastify'
import { createLocalJWKSet, jwtVerify } from 'jose'
import { formOf, one } from '../parameters.ts'
import type { SigningKeys } from '../signing-keys.ts'
import { refuse, sendKoe } from './koe.ts'

const discovery = (issuer: string) => ({
  issuer,
  authorization_endpoint: `${issuer}/oauth/authorize`,
  token_endpoint: `${issuer}/oauth/token`,
  userinfo_endpoint: `${issuer}/v1/oidc/userinfo`,
  jwks_uri: `${issuer}/.well-known/jwks.json`,
  token_endpoint_auth_methods_supported: ['client_secret_post'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['RS256'],
  request_uri_parameter_supported: false,
  response_types_supported: ['code'],
  response_modes_supported: ['query'],
  grant_types_supported: ['authorization_code', 'refresh_token'],
  code_challenge_methods_supported: ['S256'],
  claims_supported: ['iss', 'aud', 'sub', 'auth_time', 'exp', 'iat', 'nonce', 'nickname', 'picture', 'email'],
})

type Needs = { issuer: () => string; keys: SigningKeys; now: () => Date }

/** Discovery, the public keys, and the debugging call that decodes an ID token. */
export const openid = (server: FastifyInstance, { issuer, keys, now }: Needs): void => {
  const key = createLocalJWKSet(keys.jwks)
  server.get('/.well-known/openid-configuration', async () => discovery(issuer()))
  server.get('/.well-known/jwks.json', async () => keys.jwks)
  server.post('/oauth/tokeninfo', async (request, reply) => {
    const idToken = one(formOf(request) ?? new URLSearchParams(), 'id_token') ?? ''
    const options = { issuer: issuer(), algorithms: ['RS256'], currentDate: now() }
    const verified = await jwtVerify(idToken, key, options).catch(() => undefined)
    return verified?.payload ?? sendKoe(reply, refuse('KOE400', 'invalid id_token'))
  })
}
