import * as client from 'openid-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Outside } from './outside.ts'
import { application, openOutside } from './outside.ts'

const redirectUri = 'http://localhost:4000/back'

describe('openid-client', () => {
  let outside: Outside
  beforeAll(async () => {
    outside = await openOutside()
  })
  afterAll(() => outside?.close())

  const [acme = { clientId: '', clientSecret: '' }] = application.openId

  it.each([
    ['the provider that nobody knows by name', '/openid', acme, 'openid email profile'],
    ['Kakao', '', application.kakao, 'openid account_email profile_nickname'],
  ])('finds %s, proves the id_token and reads userinfo', async (_name, path, registered, scope) => {
    const { clientId, clientSecret } = registered
    const issuer = new URL(`${outside.simulator.url}${path}`)
    const method = client.ClientSecretPost(clientSecret)
    const options = { execute: [client.allowInsecureRequests] }
    const found = await client.discovery(issuer, clientId, clientSecret, method, options)
    const verifier = client.randomPKCECodeVerifier()
    const [state, nonce] = [client.randomState(), client.randomNonce()]
    const authorize = client.buildAuthorizationUrl(found, {
      redirect_uri: redirectUri,
      scope,
      state,
      nonce,
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    })
    const back = new URL(await outside.visit(authorize.href, '1000000001'))
    const checks = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce }
    const tokens = await client.authorizationCodeGrant(found, back, { ...checks, idTokenExpected: true })
    expect(tokens.claims()).toMatchObject({ sub: '1000000001', aud: clientId, nonce })
    const person = await client.fetchUserInfo(found, tokens.access_token, '1000000001')
    expect(person).toMatchObject({ sub: '1000000001', email: 'complete@example.com', email_verified: true })
  })
})
