import { decodeJwt } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { completeSignup, newClient, signedUp } from '../support/client.ts'
import { freePort } from '../support/free-port.ts'
import type { SdkLogin } from '../support/native-sdk.ts'
import { loginBySdk, nativeAppKey } from '../support/native-sdk.ts'
import type { Service } from '../support/service.ts'
import { startService } from '../support/service.ts'

type Body = { status: string; code: string; nonce: string; signup_token: string; user: { id: string } }

describe('a login by the SDK of Kakao', () => {
  let service: Service
  let kakaoUrl: string
  let port: number
  beforeAll(async () => {
    port = await freePort()
    service = await startService({
      SIMULATOR_PORT: String(port),
      KAKAO_NATIVE_APP_KEYS: `${nativeAppKey},other-key`,
    })
    kakaoUrl = `http://127.0.0.1:${port}`
  })
  afterAll(() => service?.stop())

  const post = async (path: string, body?: object, at = service) => {
    const json = { 'content-type': 'application/json' }
    const answer = await fetch(`${at.url}/auth/kakao/native${path}`, {
      method: 'POST',
      ...(body && { headers: json, body: JSON.stringify(body) }),
    })
    return { status: answer.status, body: (await answer.json()) as Body }
  }
  const challenge = async (at = service) => (await post('/challenge', undefined, at)).body.nonce
  const refusal = ({ status, body: { code } }: Awaited<ReturnType<typeof post>>) => [status, code]

  it('signs a known user in by id_token, for the native app key, with a nonce that we issued', async () => {
    const { user } = await signedUp(service, '801')
    const asked = await post('/challenge')
    expect(asked).toMatchObject({ status: 200, body: { nonce: expect.any(String), expires_in: 600 } })
    const { id_token } = await loginBySdk(kakaoUrl, '801', asked.body.nonce)
    expect(decodeJwt(id_token)).toMatchObject({ aud: nativeAppKey, nonce: asked.body.nonce })
    const answer = await post('', { id_token, nonce: asked.body.nonce })
    expect(answer).toMatchObject({ status: 200, body: { status: 'signed_in', user: { id: user.id } } })
  })

  it('asks somebody new to sign up, and is the same person by the browser afterwards', async () => {
    const { id_token } = await loginBySdk(kakaoUrl, '802', await challenge())
    const answer = await post('', { id_token })
    expect(answer).toMatchObject({ status: 202, body: { status: 'signup_required' } })
    const client = newClient(service)
    expect((await completeSignup(client, answer.body.signup_token)).status).toBe(201)
    expect(await client.login('802')).toMatchObject({ body: { status: 'signed_in' } })
  })

  it('answers as JSON whatever is preferred, and sets no cookie', async () => {
    const { id_token } = await loginBySdk(kakaoUrl, '801', await challenge())
    const answer = await fetch(`${service.url}/auth/kakao/native`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/html' },
      body: JSON.stringify({ id_token }),
    })
    expect([answer.status, answer.headers.get('set-cookie')]).toEqual([200, null])
  })

  it('takes a nonce once, in whichever process, however many race (OIDC 15.5.2)', async () => {
    const other = await startService({
      DATABASE_URL: service.connectionString,
      SIMULATOR: 'off',
      KAKAO_CLIENT_ID: 'simulated-rest-api-key',
      KAKAO_AUTH_URL: kakaoUrl,
      KAKAO_API_URL: kakaoUrl,
      KAKAO_NATIVE_APP_KEYS: nativeAppKey,
    })
    const { id_token } = await loginBySdk(kakaoUrl, '801', await challenge())
    const calls = Array.from({ length: 20 }, (_, index) =>
      post('', { id_token }, index % 2 ? service : other),
    )
    const statuses = (await Promise.all(calls)).map(({ status }) => status)
    await other.stop()
    expect(statuses.filter((status) => status === 200)).toHaveLength(1)
    expect(statuses.filter((status) => status === 400)).toHaveLength(19)
  })

  it('takes a token without a nonce once, however its signature is spelled', async () => {
    const { id_token } = await loginBySdk(kakaoUrl, '801', undefined)
    expect((await post('', { id_token })).status).toBe(200)
    expect(refusal(await post('', { id_token }))).toEqual([400, 'invalid_nonce'])
    const last = id_token.at(-1) ?? ''
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    const spelled = id_token.slice(0, -1) + alphabet[alphabet.indexOf(last) ^ 1]
    expect((await post('', { id_token: spelled })).status).toBe(400)
  })

  it.each([
    ['a nonce of nobody', async () => ({ nonce: 'made up' })],
    ['a nonce of the browser', async () => ({ nonce: 'N'.repeat(43) })],
  ])('refuses %s in the token', async (_, made) => {
    const { nonce } = await made()
    const { id_token } = await loginBySdk(kakaoUrl, '801', nonce)
    for (const body of [{ id_token }, { id_token, nonce }])
      expect(refusal(await post('', body))).toEqual([400, 'invalid_nonce'])
  })

  it('refuses a nonce that the token has not', async () => {
    const [one, other] = [await challenge(), await challenge()]
    const { id_token } = await loginBySdk(kakaoUrl, '801', one)
    const bare = await loginBySdk(kakaoUrl, '801', undefined)
    expect(refusal(await post('', { id_token, nonce: other }))).toEqual([400, 'invalid_nonce'])
    expect(refusal(await post('', { id_token: bare.id_token, nonce: one }))).toEqual([400, 'invalid_nonce'])
  })

  it('refuses the id_token of a login in the browser, whose nonce no app was given', async () => {
    const app = { client_id: 'simulated-rest-api-key', redirect_uri: `${service.url}/auth/kakao/callback` }
    const asked = { ...app, response_type: 'code', nonce: 'N'.repeat(43), login_hint: '801', prompt: 'none' }
    const back = await fetch(`${kakaoUrl}/oauth/authorize?${new URLSearchParams(asked)}`, {
      redirect: 'manual',
    })
    const code = new URL(back.headers.get('location') ?? '').searchParams.get('code') ?? ''
    const form = { grant_type: 'authorization_code', client_secret: 'simulated-client-secret', code, ...app }
    const answer = await fetch(`${kakaoUrl}/oauth/token`, { method: 'POST', body: new URLSearchParams(form) })
    const { id_token } = (await answer.json()) as SdkLogin
    expect(decodeJwt(id_token).aud).toBe('simulated-rest-api-key')
    expect(refusal(await post('', { id_token }))).toEqual([400, 'invalid_nonce'])
  })

  it('signs in by access token, if it is of our app (app_id), as often as the app likes', async () => {
    const { access_token } = await loginBySdk(kakaoUrl, '801', undefined)
    for (const _ of [1, 2]) expect((await post('', { access_token })).status).toBe(200)
  })

  it.each(['1376016924429759228', '1376016924429759229'])(
    'tells %s from its neighbour, by either token (security 1.10)',
    async (subject) => {
      const sdk = await loginBySdk(kakaoUrl, subject, await challenge())
      await post('', { access_token: sdk.access_token })
      await post('', { id_token: sdk.id_token })
      const rows = await service.query(`select 1 from identities where subject = '${subject}'`)
      expect(rows).toHaveLength(1)
    },
  )

  it.each([
    ['an id_token that none is', { id_token: 'x.y.z' }, 'invalid_provider_token'],
    ['an access token that none is', { access_token: 'nobody' }, 'invalid_provider_token'],
    ['neither', {}, 'invalid_body'],
    ['both', { id_token: 'x', access_token: 'x' }, 'invalid_body'],
    ['more than was asked', { id_token: 'x', app_id: '1' }, 'invalid_body'],
    ['a token that would be a header', { access_token: 'x\r\ny: z' }, 'invalid_body'],
    ['a nonce that is no text', { id_token: 'x', nonce: 7 }, 'invalid_body'],
  ])('refuses %s', async (_, body, code) => {
    expect(refusal(await post('', body))).toEqual([400, code])
  })

  it('refuses a token that was tampered with', async () => {
    const { id_token } = await loginBySdk(kakaoUrl, '801', await challenge())
    const [header, payload = '', signature] = id_token.split('.')
    const claims = { ...JSON.parse(Buffer.from(payload, 'base64url').toString()), sub: '802' }
    const forged = [header, Buffer.from(JSON.stringify(claims)).toString('base64url'), signature].join('.')
    expect(refusal(await post('', { id_token: forged }))).toEqual([400, 'invalid_provider_token'])
  })

  it('signs in by an id_token of Google, whose e-mail is believed where it is verified', async () => {
    const google = await startService({
      SIMULATOR_PORT: String(await freePort()),
      GOOGLE_CLIENT_ID: 'web.example',
      GOOGLE_NATIVE_CLIENT_IDS: 'ios.example',
    })
    const call = async (path: string, body: object) => {
      const headers = { 'content-type': 'application/json' }
      const init = { method: 'POST', headers, body: JSON.stringify(body) }
      const answer = await fetch(`${google.url}/auth/google/native${path}`, init)
      return { status: answer.status, body: (await answer.json()) as Body }
    }
    const { nonce } = (await call('/challenge', {})).body
    const begun = await fetch(`${google.url}/auth/google/login`, { redirect: 'manual' })
    const asked = new URL(begun.headers.get('location') ?? '')
    for (const [name, value] of Object.entries({ nonce, login_hint: '804', prompt: 'none' }))
      asked.searchParams.set(name, value)
    for (const name of ['code_challenge', 'code_challenge_method']) asked.searchParams.delete(name)
    const back = new URL((await fetch(asked, { redirect: 'manual' })).headers.get('location') ?? '')
    const form = {
      grant_type: 'authorization_code',
      client_id: 'web.example',
      client_secret: 'simulated-google-client-secret',
      redirect_uri: asked.searchParams.get('redirect_uri') ?? '',
      code: back.searchParams.get('code') ?? '',
    }
    const discovered = await fetch(`${asked.origin}/google/.well-known/openid-configuration`)
    const { token_endpoint: endpoint } = (await discovered.json()) as { token_endpoint: string }
    const answer = await fetch(endpoint, { method: 'POST', body: new URLSearchParams(form) })
    const { id_token, access_token } = (await answer.json()) as SdkLogin
    const outcomes = [await call('', { id_token, nonce }), await call('', { id_token, nonce })]
    outcomes.push(await call('', { access_token }))
    const [identity] = await google.query(`select provider from identities where subject <> ''`)
    await google.stop()
    expect(outcomes.map(({ status }) => status)).toEqual([202, 400, 400])
    expect(outcomes.map(({ body }) => body.code)).toEqual([
      undefined,
      'invalid_nonce',
      'native_login_unsupported',
    ])
    expect(identity).toEqual({ provider: 'google' })
  })

  describe('where it is configured otherwise', () => {
    let other: Service
    beforeAll(async () => {
      other = await startService({
        SIMULATOR: 'off',
        KAKAO_CLIENT_ID: 'simulated-rest-api-key',
        KAKAO_AUTH_URL: kakaoUrl,
        KAKAO_API_URL: kakaoUrl,
        NAVER_CLIENT_ID: 'naver',
        NAVER_CLIENT_SECRET: 'secret',
      })
    })
    afterAll(() => other?.stop())

    it('refuses an id_token for a key that is not ours (RC7)', async () => {
      const { id_token } = await loginBySdk(kakaoUrl, '801', await challenge(other))
      expect(refusal(await post('', { id_token }, other))).toEqual([400, 'invalid_provider_token'])
    })

    it('takes no access token without an app id to hold it against', async () => {
      const { access_token }: SdkLogin = await loginBySdk(kakaoUrl, '801', undefined)
      expect(refusal(await post('', { access_token }, other))).toEqual([400, 'native_login_unsupported'])
    })

    it('refuses the access token of another app, and never asks who it is of', async () => {
      const foreign = await startService({
        SIMULATOR: 'off',
        KAKAO_CLIENT_ID: 'simulated-rest-api-key',
        KAKAO_APP_ID: '9007199254740993',
        KAKAO_AUTH_URL: kakaoUrl,
        KAKAO_API_URL: kakaoUrl,
      })
      const { access_token } = await loginBySdk(kakaoUrl, '803', undefined)
      const answer = await post('', { access_token }, foreign)
      const identities = await foreign.query('select 1 from identities')
      await foreign.stop()
      expect(refusal(answer)).toEqual([400, 'invalid_provider_token'])
      expect(identities).toEqual([])
    })

    it('takes nothing from Naver, whose tokens do not tell their app', async () => {
      for (const path of ['/challenge', '']) {
        const answer = await fetch(`${other.url}/auth/naver/native${path}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ access_token: 'x' }),
        })
        expect(await answer.json()).toMatchObject({ status: 400, code: 'native_login_unsupported' })
      }
    })
  })
})
