import { createRemoteJWKSet, jwtVerify } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { COMPLETE, EXPIRED, NO_EMAIL, type Simulated, simulated, UNNAMED, UNVERIFIED } from './client.ts'

let kakao: Simulated
beforeAll(async () => {
  kakao = await simulated()
})
afterAll(() => kakao.close())

const verified = async (idToken = '') => {
  const keys = createRemoteJWKSet(new URL(`${kakao.url}/.well-known/jwks.json`))
  const options = { issuer: kakao.url, audience: 'rest-key', currentDate: kakao.clock.now }
  return jwtVerify(idToken, keys, options)
}
const claimsOf = async (personId: string, changes = {}) =>
  (await verified((await kakao.tokensOf(personId, changes)).id_token)).payload

describe('discovery', () => {
  it('announces where everything is', async () => {
    const document = await (await fetch(`${kakao.url}/.well-known/openid-configuration`)).json()
    expect(document).toMatchObject({
      issuer: kakao.url,
      authorization_endpoint: `${kakao.url}/oauth/authorize`,
      token_endpoint: `${kakao.url}/oauth/token`,
      userinfo_endpoint: `${kakao.url}/v1/oidc/userinfo`,
      jwks_uri: `${kakao.url}/.well-known/jwks.json`,
      token_endpoint_auth_methods_supported: ['client_secret_post'],
      code_challenge_methods_supported: ['S256'],
    })
    expect(document).not.toHaveProperty('scopes_supported')
  })

  it('publishes two RSA keys and nothing private', async () => {
    const { keys } = (await (await fetch(`${kakao.url}/.well-known/jwks.json`)).json()) as { keys: object[] }
    expect(keys).toHaveLength(2)
    for (const key of keys) {
      expect(Object.keys(key).toSorted()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use'])
      expect(key).toMatchObject({ kty: 'RSA', alg: 'RS256', use: 'sig' })
    }
  })
})

describe('the ID token', () => {
  it('verifies, and tells who logged in', async () => {
    const { id_token } = await kakao.tokensOf(COMPLETE, { nonce: 'a nonce' })
    const { payload, protectedHeader } = await verified(id_token)
    const now = kakao.clock.now.getTime() / 1000
    expect(protectedHeader).toEqual({ alg: 'RS256', typ: 'JWT', kid: expect.any(String) })
    expect(payload).toEqual({
      iss: kakao.url,
      aud: 'rest-key',
      sub: COMPLETE,
      iat: now,
      exp: now + 21_599,
      auth_time: now,
      nonce: 'a nonce',
      nickname: '모두 갖춘 사람',
      picture: expect.stringMatching(/^https:/),
      email: 'complete@example.com',
    })
  })

  it.each([UNVERIFIED, EXPIRED, NO_EMAIL])('bears no e-mail of %s', async (personId) => {
    expect(await claimsOf(personId)).not.toHaveProperty('email')
  })

  it('bears nothing that was not agreed to', async () => {
    expect(await claimsOf(UNNAMED)).not.toHaveProperty('nickname')
    const claims = await claimsOf('701', { scope: 'openid' })
    expect(Object.keys(claims).toSorted()).toEqual(['aud', 'auth_time', 'exp', 'iat', 'iss', 'sub'])
  })

  it('keeps neighbouring ids past 2^53 apart', async () => {
    for (const id of ['1376016924429759228', '1376016924429759229']) expect((await claimsOf(id)).sub).toBe(id)
  })

  it('is renewed without a nonce', async () => {
    const { refresh_token = '' } = await kakao.tokensOf(COMPLETE, { nonce: 'a nonce' })
    const login = kakao.clock.now.getTime() / 1000
    kakao.turn(60)
    const { id_token } = (await (await kakao.refresh(refresh_token)).json()) as { id_token: string }
    const { payload } = await verified(id_token)
    expect(payload).toMatchObject({ sub: COMPLETE, auth_time: login, iat: login + 60 })
    expect(payload).not.toHaveProperty('nonce')
  })
})

describe('POST /oauth/tokeninfo', () => {
  it('decodes an ID token of its own', async () => {
    const { id_token = '' } = await kakao.tokensOf(COMPLETE)
    const response = await kakao.post('/oauth/tokeninfo', { id_token })
    expect(await response.json()).toEqual((await verified(id_token)).payload)
  })

  it('refuses any other, and an expired one', async () => {
    const { id_token = '' } = await kakao.tokensOf(COMPLETE)
    kakao.turn(21_600)
    for (const form of [
      { id_token },
      { id_token: `${id_token.slice(0, -8)}AAAAAAAA` },
      { id_token: 'x' },
      {},
    ]) {
      const response = await kakao.post('/oauth/tokeninfo', form)
      expect(response.status).toBe(400)
      expect(await response.json()).toMatchObject({ error: 'invalid_token', error_code: 'KOE400' })
    }
  })
})
