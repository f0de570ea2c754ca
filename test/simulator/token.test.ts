import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Changes, COMPLETE, challengeOf, type Simulated, simulated, type Tokens } from './client.ts'

let kakao: Simulated
beforeAll(async () => {
  kakao = await simulated()
})
afterAll(() => kakao.close())

const jsonOf = async (response: Response) => (await response.json()) as Record<string, unknown>

describe('POST /oauth/token with a code', () => {
  it('answers with tokens as Kakao writes them', async () => {
    const response = await kakao.exchange(await kakao.codeOf(COMPLETE))
    expect(response.status).toBe(200)
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(await response.json()).toEqual({
      token_type: 'bearer',
      access_token: expect.stringMatching(/^[\w-]{64}$/),
      id_token: expect.stringMatching(/^ey/),
      expires_in: 21599,
      refresh_token: expect.stringMatching(/^[\w-]{64}$/),
      refresh_token_expires_in: 5183999,
      scope: 'account_email openid profile_image profile_nickname',
    })
  })

  it('redeems a code for one of twenty racing posts', async () => {
    const code = await kakao.codeOf(COMPLETE)
    const responses = await Promise.all(Array.from({ length: 20 }, () => kakao.exchange(code)))
    expect(responses.filter(({ status }) => status === 200)).toHaveLength(1)
    const refusals = await Promise.all(responses.filter(({ status }) => status !== 200).map(jsonOf))
    expect(refusals).toHaveLength(19)
    for (const refusal of refusals)
      expect(refusal).toEqual({
        error: 'invalid_grant',
        error_description: `authorization code not found for code=${code}`,
        error_code: 'KOE320',
      })
  })

  it.each<[number, string, string, Changes]>([
    [401, 'KOE101', 'invalid_client', { client_id: 'nobody' }],
    [401, 'KOE101', 'invalid_client', { client_id: undefined }],
    [401, 'KOE010', 'invalid_client', { client_secret: 'wrong' }],
    [401, 'KOE010', 'invalid_client', { client_secret: undefined }],
    [400, 'KOE310', 'unsupported_grant_type', { grant_type: 'password' }],
    [400, 'KOE310', 'unsupported_grant_type', { grant_type: undefined }],
    [400, 'KOE207', 'invalid_request', { code: undefined }],
    [400, 'KOE207', 'invalid_request', { redirect_uri: undefined }],
    [400, 'KOE303', 'invalid_grant', { redirect_uri: 'http://localhost:3000/auth/kakao/callback/' }],
    [400, 'KOE320', 'invalid_grant', { code: 'unknown' }],
  ])('refuses with %i %s %s for %o', async (status, error_code, error, changes) => {
    const response = await kakao.exchange(await kakao.codeOf(COMPLETE), changes)
    expect(response.status).toBe(status)
    expect(await response.json()).toEqual({ error, error_code, error_description: expect.any(String) })
  })

  it('does not hear credentials in JSON or HTTP Basic', async () => {
    const body = JSON.stringify({ grant_type: 'authorization_code', client_id: 'rest-key' })
    const headers = { 'content-type': 'application/json' }
    const json = await fetch(`${kakao.url}/oauth/token`, { method: 'POST', body, headers })
    const authorization = `Basic ${Buffer.from('rest-key:rest-secret').toString('base64')}`
    const form = { grant_type: 'authorization_code', code: await kakao.codeOf(COMPLETE) }
    const basic = await kakao.post('/oauth/token', form, { authorization })
    for (const response of [json, basic]) {
      expect(response.status).toBe(401)
      expect(await response.json()).toEqual({
        error: 'invalid_client',
        error_description: 'Not exist client_id [null]',
        error_code: 'KOE101',
      })
    }
  })

  it('does not read the query', async () => {
    const query = 'grant_type=authorization_code&client_id=rest-key&client_secret=rest-secret'
    expect((await kakao.post(`/oauth/token?${query}`, {})).status).toBe(400)
  })

  it('refuses a parameter sent twice', async () => {
    const response = await kakao.post('/oauth/token', [
      ['code', 'one'],
      ['code', 'other'],
    ])
    expect(await jsonOf(response)).toMatchObject({ error_code: 'KOE204' })
  })

  it('forgets a code after ten minutes', async () => {
    const [early, late] = [await kakao.codeOf(COMPLETE), await kakao.codeOf(COMPLETE)]
    kakao.turn(599)
    expect((await kakao.exchange(early)).status).toBe(200)
    kakao.turn(1)
    expect(await jsonOf(await kakao.exchange(late))).toMatchObject({ error_code: 'KOE320' })
  })
})

describe('PKCE', () => {
  const verifier = 'v'.repeat(43)
  const bound = { code_challenge: challengeOf(verifier), code_challenge_method: 'S256' }

  it('accepts the verifier of the challenge', async () => {
    const code = await kakao.codeOf(COMPLETE, bound)
    expect((await kakao.exchange(code, { code_verifier: verifier })).status).toBe(200)
  })

  it.each<[string, Changes, string | undefined]>([
    ['a wrong verifier', bound, 'w'.repeat(43)],
    ['no verifier', bound, undefined],
    ['the challenge itself', bound, bound.code_challenge],
    ['a verifier without a challenge', {}, verifier],
  ])('refuses %s, and the code is spent', async (_, challenge, code_verifier) => {
    const code = await kakao.codeOf(COMPLETE, challenge)
    const response = await kakao.exchange(code, { code_verifier })
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ error: 'invalid_grant' })
    expect(await jsonOf(await kakao.exchange(code, { code_verifier: verifier }))).toMatchObject({
      error_code: 'KOE320',
    })
  })
})

describe('POST /oauth/token with a refresh token', () => {
  const refreshed = async (token = '') => (await (await kakao.refresh(token)).json()) as Tokens

  it('gives an access token, and keeps the refresh token while it has a month left', async () => {
    const { refresh_token } = await kakao.tokensOf(COMPLETE)
    const answer = await refreshed(refresh_token)
    expect(Object.keys(answer).toSorted()).toEqual(['access_token', 'expires_in', 'id_token', 'token_type'])
    expect((await kakao.api('/v2/user/me', answer.access_token)).status).toBe(200)
    expect((await refreshed(refresh_token)).access_token).not.toBe(answer.access_token)
  })

  it('gives no id_token when the login had none', async () => {
    const { refresh_token } = await kakao.tokensOf(COMPLETE, { scope: 'account_email' })
    expect(await refreshed(refresh_token)).not.toHaveProperty('id_token')
  })

  it('gives a new refresh token when less than a month is left', async () => {
    const { refresh_token } = await kakao.tokensOf(COMPLETE)
    kakao.turn(31 * 86_400)
    const answer = await refreshed(refresh_token)
    expect(answer).toMatchObject({ refresh_token: expect.any(String), refresh_token_expires_in: 5183999 })
    expect(await refreshed(refresh_token)).toMatchObject({ error_code: 'KOE322' })
    expect((await kakao.refresh(answer.refresh_token ?? '')).status).toBe(200)
  })

  it('refuses one that is expired, unknown or missing', async () => {
    const { refresh_token = '' } = await kakao.tokensOf(COMPLETE)
    kakao.turn(61 * 86_400)
    for (const token of [refresh_token, 'unknown']) {
      const response = await kakao.refresh(token)
      expect(response.status).toBe(400)
      expect(await response.json()).toEqual({
        error: 'invalid_grant',
        error_description: 'expired_or_invalid_refresh_token',
        error_code: 'KOE322',
      })
    }
    const missing = await kakao.refresh('', { refresh_token: undefined })
    expect(await missing.json()).toMatchObject({ error_code: 'KOE319' })
    expect((await kakao.refresh('unknown', { client_secret: undefined })).status).toBe(401)
  })
})
