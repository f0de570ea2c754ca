import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  COMPLETE,
  EXPIRED,
  NO_EMAIL,
  type Simulated,
  simulated,
  type Tokens,
  UNNAMED,
  UNVERIFIED,
} from './client.ts'

let kakao: Simulated
beforeAll(async () => {
  kakao = await simulated()
})
afterAll(() => kakao.close())

const me = async (personId: string, changes = {}) => {
  const { access_token } = await kakao.tokensOf(personId, changes)
  return (await (await kakao.api('/v2/user/me', access_token)).json()) as {
    kakao_account: Record<string, unknown>
  }
}

describe('/v2/user/me', () => {
  it('tells all that was agreed to', async () => {
    const { access_token } = await kakao.tokensOf(COMPLETE)
    const answer = {
      id: 1000000001,
      connected_at: '2026-11-01T09:00:00Z',
      synched_at: '2026-11-01T09:00:00Z',
      kakao_account: {
        profile_nickname_needs_agreement: false,
        profile_image_needs_agreement: false,
        profile: {
          nickname: '모두 갖춘 사람',
          is_default_nickname: false,
          thumbnail_image_url: 'http://images.example.com/1000000001/110x110.jpg',
          profile_image_url: 'http://images.example.com/1000000001/640x640.jpg',
          is_default_image: false,
        },
        email_needs_agreement: false,
        is_email_valid: true,
        is_email_verified: true,
        email: 'complete@example.com',
      },
    }
    for (const method of ['GET', 'POST'])
      expect(await (await kakao.api('/v2/user/me', access_token, { method })).json()).toEqual(answer)
    const byQuery = await fetch(`${kakao.url}/v2/user/me?access_token=${access_token}`)
    expect(await byQuery.json()).toEqual(answer)
  })

  it.each(['1376016924429759228', '1376016924429759229', '9223372036854775807'])(
    'writes the id %s digit by digit',
    async (id) => {
      const { access_token } = await kakao.tokensOf(id)
      expect(await (await kakao.api('/v2/user/me', access_token)).text()).toContain(`{"id":${id},`)
      expect(await (await kakao.api('/v1/user/access_token_info', access_token)).text()).toContain(
        `"id":${id},`,
      )
    },
  )

  it('gives everybody else a complete profile of their own', async () => {
    const { kakao_account } = await me('4821')
    expect(kakao_account).toMatchObject({
      profile: { nickname: '새 사람 4821' },
      email: 'person-4821@example.com',
      is_email_valid: true,
      is_email_verified: true,
    })
  })

  it.each([
    [UNVERIFIED, { is_email_valid: true, is_email_verified: false, email: 'unverified@example.com' }],
    [EXPIRED, { is_email_valid: false, is_email_verified: true, email: 'expired@example.com' }],
  ])('marks the e-mail of %s', async (personId, marks) => {
    expect((await me(personId)).kakao_account).toMatchObject(marks)
  })

  it('has no e-mail where there is none', async () => {
    const { kakao_account } = await me(NO_EMAIL)
    expect(kakao_account.email_needs_agreement).toBe(false)
    for (const member of ['email', 'is_email_valid', 'is_email_verified'])
      expect(kakao_account).not.toHaveProperty(member)
  })

  it('tells an item that was refused only by its needs_agreement', async () => {
    const { kakao_account } = await me(UNNAMED)
    expect(kakao_account.profile_nickname_needs_agreement).toBe(true)
    expect(kakao_account.profile).not.toHaveProperty('nickname')
    expect((await me('4822', { scope: 'openid' })).kakao_account).toEqual({
      profile_nickname_needs_agreement: true,
      profile_image_needs_agreement: true,
      email_needs_agreement: true,
    })
  })

  it('serves images by https when asked', async () => {
    const { access_token } = await kakao.tokensOf(COMPLETE)
    const text = await (await kakao.api('/v2/user/me?secure_resource=true', access_token)).text()
    expect(text).toContain('https://images.example.com/')
    expect(text).not.toContain('http://')
  })

  it('narrows the answer to property_keys', async () => {
    const { access_token } = await kakao.tokensOf(COMPLETE)
    const narrowed = async (keys: string) => {
      const path = `/v2/user/me?property_keys=${encodeURIComponent(keys)}`
      return (await (await kakao.api(path, access_token)).json()) as { kakao_account?: object }
    }
    const email = ['email', 'email_needs_agreement', 'is_email_valid', 'is_email_verified']
    const { kakao_account = {} } = await narrowed('["kakao_account.email"]')
    expect(Object.keys(kakao_account).toSorted()).toEqual(email)
    expect(await narrowed('["kakao_account."]')).toMatchObject({ kakao_account: { profile: {}, email: {} } })
    expect(await narrowed('["properties."]')).not.toHaveProperty('kakao_account')
    expect(await narrowed('kakao_account.email')).toMatchObject({ code: -2 })
  })

  it('answers the admin key about a linked person', async () => {
    await kakao.tokensOf(COMPLETE)
    const target = { target_id_type: 'user_id', target_id: COMPLETE }
    expect(await (await kakao.adminApi('/v2/user/me', target)).json()).toMatchObject({ id: 1000000001 })
  })
})

describe('who may call', () => {
  const refusal = async (response: Response) => ({
    status: response.status,
    challenge: response.headers.get('www-authenticate'),
    body: await response.json(),
  })
  const unauthorized = (scheme: string) => ({
    status: 401,
    challenge: `${scheme} error=invalid_token`,
    body: { msg: expect.any(String), code: -401 },
  })

  it.each(['/v2/user/me', '/v2/user/scopes', '/v1/oidc/userinfo', '/v1/user/access_token_info'])(
    'refuses %s without a good token',
    async (path) => {
      expect(await refusal(await fetch(`${kakao.url}${path}`))).toEqual(unauthorized('Bearer'))
      expect(await refusal(await kakao.api(path, 'unknown'))).toMatchObject({
        ...unauthorized('Bearer'),
        body: { msg: 'this access token does not exist', code: -401 },
      })
    },
  )

  it('tells an expired token', async () => {
    const { access_token } = await kakao.tokensOf(COMPLETE)
    kakao.turn(21_599)
    expect(await refusal(await kakao.api('/v2/user/me', access_token))).toMatchObject({
      status: 401,
      body: { msg: 'this access token is already expired', code: -401 },
    })
  })

  it('refuses a wrong admin key, a missing target and a stranger', async () => {
    const target = { target_id_type: 'user_id', target_id: '999' }
    const wrong = await kakao.adminApi('/v2/user/me', target, 'wrong')
    expect(await refusal(wrong)).toEqual(unauthorized('KakaoAK'))
    const missing = await kakao.adminApi('/v2/user/me', {})
    expect(await refusal(missing)).toMatchObject({ status: 400, body: { code: -2 } })
    const stranger = await kakao.adminApi('/v2/user/me', target)
    expect(await refusal(stranger)).toMatchObject({ status: 400, challenge: null, body: { code: -101 } })
  })
})

describe('the other calls', () => {
  it('tells what an access token is', async () => {
    const { access_token } = await kakao.tokensOf(COMPLETE)
    kakao.turn(99)
    const response = await kakao.api('/v1/user/access_token_info', access_token)
    expect(await response.json()).toEqual({ id: 1000000001, expires_in: 21_500, app_id: 1000001 })
  })

  it('answers as an OpenID provider', async () => {
    const userinfo = async (personId: string) =>
      (await kakao.api('/v1/oidc/userinfo', (await kakao.tokensOf(personId)).access_token)).json()
    expect(await userinfo(COMPLETE)).toEqual({
      sub: COMPLETE,
      nickname: '모두 갖춘 사람',
      picture: expect.stringMatching(/^https:/),
      email: 'complete@example.com',
      email_verified: true,
    })
    expect(await userinfo(EXPIRED)).toMatchObject({ email_verified: false })
    expect(await userinfo(NO_EMAIL)).not.toHaveProperty('email_verified')
  })

  it('lists the scopes', async () => {
    const { access_token } = await kakao.tokensOf('801', { scope: 'openid,account_email' })
    const scopes = (query: string) => kakao.api(`/v2/user/scopes${query}`, access_token)
    const { scopes: rows } = (await (await scopes('')).json()) as {
      scopes: { id: string; agreed: boolean }[]
    }
    expect(rows.map(({ id, agreed }) => [id, agreed])).toEqual([
      ['account_email', true],
      ['profile_image', false],
      ['profile_nickname', false],
    ])
    expect(await (await scopes('?scopes=["account_email"]')).json()).toEqual({
      id: 801,
      scopes: [
        {
          id: 'account_email',
          display_name: '카카오계정(이메일)',
          type: 'PRIVACY',
          using: true,
          agreed: true,
          revocable: true,
          delegated: false,
        },
      ],
    })
    expect((await scopes('?scopes=["unknown"]')).status).toBe(400)
  })

  const alive = async ({ access_token, refresh_token = '' }: Tokens) => [
    (await kakao.api('/v2/user/me', access_token)).ok,
    (await kakao.refresh(refresh_token)).ok,
  ]

  it('logs out the presented token, and its refresh token with it', async () => {
    const [first, second] = [await kakao.tokensOf('802'), await kakao.tokensOf('802')]
    const response = await kakao.api('/v1/user/logout', first.access_token, { method: 'POST' })
    expect(await response.json()).toEqual({ id: 802 })
    expect(await alive(first)).toEqual([false, false])
    expect(await alive(second)).toEqual([true, true])
  })

  it('logs out every token by the admin key', async () => {
    const [first, other] = [await kakao.tokensOf('803'), await kakao.tokensOf('804')]
    await kakao.adminApi('/v1/user/logout', { target_id_type: 'user_id', target_id: '803' })
    expect(await alive(first)).toEqual([false, false])
    expect(await alive(other)).toEqual([true, true])
  })

  it('unlinks, and the same person may come back', async () => {
    const tokens = await kakao.tokensOf('805')
    const code = await kakao.codeOf('805')
    const response = await kakao.api('/v1/user/unlink', tokens.access_token, { method: 'POST' })
    expect(await response.json()).toEqual({ id: 805 })
    expect(await alive(tokens)).toEqual([false, false])
    expect((await kakao.exchange(code)).status).toBe(400)
    const target = { target_id_type: 'user_id', target_id: '805' }
    expect(await (await kakao.adminApi('/v2/user/me', target)).json()).toMatchObject({ code: -101 })
    expect(await me('805')).toMatchObject({ id: 805 })
  })
})
