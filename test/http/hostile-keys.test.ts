import type { JWK } from 'jose'
import { exportJWK, generateKeyPair } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { kakao as adapter } from '../../src/adapters/outbound/providers/kakao.ts'
import { providerHttp } from '../../src/adapters/outbound/providers/provider-http.ts'
import type { VerifiedCallback } from '../../src/domain/login.ts'
import { beginLogin } from '../support/begun-login.ts'
import { newClient } from '../support/client.ts'
import type { HostileKakao } from '../support/hostile-kakao.ts'
import { startHostileKakao } from '../support/hostile-kakao.ts'
import type { Answer } from '../support/hostile-server.ts'
import { json, raw } from '../support/hostile-server.ts'
import { told } from '../support/problem.ts'
import type { Service } from '../support/service.ts'
import { startService } from '../support/service.ts'

/** Security 2.1 RC7, RC13: a provider's keys come from its own address, in time and in order, or not at all. */
describe('the keys of a provider', () => {
  let kakao: HostileKakao
  let service: Service
  beforeAll(async () => {
    kakao = await startHostileKakao('1376016924429759228')
    service = await startService({
      SIMULATOR: 'off',
      KAKAO_AUTH_URL: kakao.url,
      KAKAO_API_URL: kakao.url,
      KAKAO_CLIENT_ID: kakao.clientId,
      ROLE: 'api',
    })
  })
  afterAll(async () => {
    await service?.stop()
    await kakao?.close()
  })

  const loginWith = async (jwks: Answer) => {
    kakao.reset()
    const { comeBack, nonce } = await beginLogin(newClient(service))
    await kakao.vouch(nonce)
    kakao.answers.jwks = jwks
    return comeBack()
  }

  const absent: [what: string, jwks: Answer][] = [
    ['a fault', json({ error: 'server_error' }, 500)],
    ['too many calls', json({ keys: [] }, 429)],
    ['a page', raw('<html></html>', 'text/html')],
    ['nothing', raw('', 'application/json')],
    ['a set that is none', json({ keys: 'k1' })],
    ['a set of nulls', json({ keys: [null, null] })],
    ['more than we read', json({ keys: [], more: 'x'.repeat(200_000) })],
    ['the way to others', raw('{}', 'application/json', 307, { location: '/trap' })],
    ['a broken connection', (request) => void request.socket.destroy()],
  ]
  it('let nobody in while they are not there, and everybody as soon as they are', async () => {
    for (const [what, jwks] of absent) {
      expect({ what, ...(await told(await loginWith(jwks))) }).toEqual({
        what,
        status: 502,
        code: 'provider_unavailable',
      })
      expect(kakao.calls).toEqual(['/oauth/token', '/.well-known/jwks.json'])
    }
    expect(await told(await loginWith(() => {}))).toEqual({ status: 504, code: 'provider_timeout' })
    expect(await service.query('select 1 from identities')).toEqual([])
    expect((await loginWith(json({ keys: [kakao.publicJwk] }))).status).toBe(202)
  })

  it('are kept while their address is out of order', async () => {
    expect((await loginWith(json({}, 500))).status).toBe(202)
    expect(kakao.calls).not.toContain('/.well-known/jwks.json')
  })

  /** The adapter alone, new each time: keys that were once fetched are held on to. */
  const identifiedBy = async (...keys: JWK[]) => {
    kakao.reset()
    await kakao.vouch('a nonce')
    kakao.answers.jwks = json({ keys })
    const http = providerHttp('kakao')
    const { clientId, url } = kakao
    const settings = {
      clientId,
      clientSecret: null,
      redirectUri: `${url}/back`,
      adminKey: null,
      appId: null,
      openIdConnect: true,
      autoConnect: true,
      nativeAppKeys: [],
      scope: [],
      prompt: [],
      serviceTerms: [],
      channelPublicId: null,
      logoutRedirectUri: null,
    }
    const callback = { code: 'a code', nonce: 'a nonce', codeVerifier: 'a verifier' } as VerifiedCallback
    return adapter({ ...settings, authUrl: url, apiUrl: url }, http)
      .identify(callback)
      .then(({ kind }) => kind)
      .catch(({ code }: { code?: string }) => code)
      .finally(http.close)
  }

  const publicKeyOf = async (algorithm: string) => ({
    ...(await exportJWK((await generateKeyPair(algorithm)).publicKey)),
    kid: 'k1',
  })
  const useless: [what: string, keys: () => JWK[] | Promise<JWK[]>][] = [
    ['none', () => []],
    ['for encryption', () => [{ ...kakao.publicJwk, use: 'enc' }]],
    ['for another algorithm', () => [{ ...kakao.publicJwk, alg: 'RS512' }]],
    ['for another purpose', () => [{ ...kakao.publicJwk, key_ops: ['sign'] }]],
    ['broken', () => [{ ...kakao.publicJwk, n: '%%%' }]],
    ['too short', () => [{ ...kakao.publicJwk, n: (kakao.publicJwk.n ?? '').slice(0, 170) }]],
    ['a secret', () => [{ kty: 'oct', k: 'c2VjcmV0', kid: 'k1' }]],
    ['of a curve', async () => [await publicKeyOf('ES256')]],
    ['of another', async () => [await publicKeyOf('RS256')]],
    [
      'nameless and two',
      async () => [kakao.publicJwk, await publicKeyOf('RS256')].map(({ kid: _, ...key }) => key),
    ],
  ]
  it.each(useless)('prove nobody when they are %s', async (_what, keys) => {
    expect(await identifiedBy(...(await keys()))).toBe('provider_unavailable')
  })

  it('prove somebody when the right one is among others', async () => {
    const other = { ...(await publicKeyOf('RS256')), kid: 'k2' }
    expect(await identifiedBy(other, { ...kakao.publicJwk, use: 'sig' })).toBe('identified')
  })
})
