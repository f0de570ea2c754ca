import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  CANCELLER,
  type Changes,
  COMPLETE,
  REDIRECT_URI,
  type Simulated,
  simulated,
  UNNAMED,
} from './client.ts'

let kakao: Simulated
beforeAll(async () => {
  kakao = await simulated()
})
afterAll(() => kakao.close())

const atOnce = { login_hint: COMPLETE, prompt: 'none' }
const titleOf = async (response: Response) => /<title>(.*)<\/title>/.exec(await response.text())?.[1]

describe('GET /oauth/authorize', () => {
  it('sends a hinted person back at once with code and state', async () => {
    const response = await kakao.authorize({ ...atOnce, state: 'ä &=+/ state' })
    expect(response.status).toBe(302)
    expect(response.headers.get('location')).toMatch(`${REDIRECT_URI}?`)
    expect(response.headers.get('cache-control')).toBe('no-store')
    const returned = kakao.returned(response)
    expect(returned.get('state')).toBe('ä &=+/ state')
    expect([...returned.keys()]).toEqual(['code', 'state'])
    expect(returned.get('code')?.length).toBeGreaterThan(40)
  })

  it('leaves out a state that was not sent', async () => {
    const returned = kakao.returned(await kakao.authorize({ ...atOnce, state: undefined }))
    expect([...returned.keys()]).toEqual(['code'])
  })

  it('keeps the query of the redirect URI', async () => {
    const redirect_uri = 'http://127.0.0.1:9/back?a=b@c'
    const response = await kakao.authorize({ ...atOnce, redirect_uri })
    expect(response.headers.get('location')).toMatch(`${redirect_uri}&code=`)
  })

  it('ignores parameters it does not know', async () => {
    const response = await kakao.authorize({ ...atOnce, ka: 'sdk', auth_type: 'reauthenticate', agt: '1' })
    expect(response.status).toBe(302)
  })

  it.each<[string, Changes]>([
    ['KOE101', { client_id: 'nobody' }],
    ['KOE101', { client_id: undefined }],
    ['KOE101', { client_id: 'nobody', redirect_uri: 'https://example.com' }],
    ['KOE006', { redirect_uri: 'https://example.com/back' }],
    ['KOE006', { redirect_uri: 'http://localhost@example.com/' }],
    ['KOE006', { redirect_uri: 'http://user@localhost/' }],
    ['KOE006', { redirect_uri: 'http://localhost.example.com/' }],
    ['KOE006', { redirect_uri: 'http://example.com\\@localhost/' }],
    ['KOE006', { redirect_uri: 'http://localhost/#fragment' }],
    ['KOE006', { redirect_uri: 'http://localhost/\r\nset-cookie: a=b' }],
    ['KOE006', { redirect_uri: 'javascript://localhost/' }],
    ['KOE006', { redirect_uri: 'http://example.com', response_type: 'token' }],
    ['KOE202', { response_type: 'token' }],
    ['KOE201', { response_type: 'id_token' }],
    ['KOE207', { redirect_uri: undefined }],
    ['KOE207', { response_type: undefined }],
    ['KOE102', { channel_public_id: '_not_ours' }],
    ['KOE205', { scope: 'openid,phone_number' }],
    ['KOE205', { scope: 'profile' }],
    ['KOE204', { code_challenge: 'a'.repeat(43), code_challenge_method: 'plain' }],
    ['KOE204', { code_challenge: 'a'.repeat(43) }],
    ['KOE204', { code_challenge: 'short', code_challenge_method: 'S256' }],
    ['KOE204', { code_challenge_method: 'S256' }],
    ['KOE204', { prompt: 'consent' }],
    ['KOE204', { prompt: 'none,login' }],
  ])('shows the %s page for %o', async (code, changes) => {
    const response = await kakao.authorize({ ...atOnce, ...changes })
    expect(response.status).toBe(400)
    expect(response.headers.get('content-type')).toContain('text/html')
    expect(response.headers.get('location')).toBeNull()
    expect(await titleOf(response)).toContain(`(${code})`)
  })

  it('shows the KOE001 page for a duplicate', async () => {
    const response = await fetch(`${kakao.authorizeUrl(atOnce)}&state=another`, { redirect: 'manual' })
    expect(response.status).toBe(400)
    expect(await titleOf(response)).toContain('(KOE001)')
  })

  it('titles the page in the language asked for', async () => {
    const changes = { client_id: '<b>nobody</b>' }
    const english = await kakao.authorize(changes, { 'accept-language': 'en' })
    expect(await titleOf(english)).toBe('Admin Settings Issue (KOE101)')
    const korean = await (await kakao.authorize(changes, { 'accept-language': 'ko-KR,en;q=0.9' })).text()
    expect(korean).toContain('<title>앱 관리자 설정 오류 (KOE101)</title>')
    expect(korean).not.toContain('<b>')
  })

  it.each(['http://localhost:1/a', 'http://127.0.0.1/', 'http://[::1]:3000/auth', 'https://localhost'])(
    'knows %s as registered',
    async (redirect_uri) => {
      const response = await kakao.authorize({ ...atOnce, redirect_uri })
      expect(response.status).toBe(302)
      expect(response.headers.get('location')).toMatch(redirect_uri)
    },
  )

  it('lets the one who cancels cancel', async () => {
    const returned = kakao.returned(await kakao.authorize({ ...atOnce, login_hint: CANCELLER }))
    expect(Object.fromEntries(returned)).toEqual({
      error: 'access_denied',
      error_description: 'User denied access',
      state: 'a state',
    })
  })

  it.each(['', 'mail@example.com', '0', '007', '9223372036854775808', '99999999999999999999'])(
    'asks for a login when the hint "%s" is no id',
    async (login_hint) => {
      const returned = kakao.returned(await kakao.authorize({ prompt: 'none', login_hint }))
      expect(Object.fromEntries(returned)).toEqual({
        error: 'login_required',
        error_description: 'user authentication required.',
        state: 'a state',
      })
    },
  )

  it.each(['1', '9223372036854775807'])('takes the id %s', async (login_hint) => {
    expect(kakao.returned(await kakao.authorize({ prompt: 'none', login_hint })).has('code')).toBe(true)
  })
})

describe('the scope', () => {
  const scopeOf = async (personId: string, scope?: string) => {
    const { scope: granted, id_token } = await kakao.tokensOf(personId, { scope })
    return { granted, isOpenid: id_token !== undefined }
  }
  const everything = 'account_email openid profile_image profile_nickname'

  it.each([undefined, '', ' ', ','])('is all the application has when "%s" is sent', async (scope) => {
    expect(await scopeOf('501', scope)).toEqual({ granted: everything, isOpenid: true })
  })

  it.each(['openid,account_email', 'openid account_email', 'account_email,  openid'])(
    'may be separated as in "%s"',
    async (scope) => {
      const person = String(1000 + scope.length)
      expect(await scopeOf(person, scope)).toEqual({ granted: 'account_email openid', isOpenid: true })
    },
  )

  it('gives no id_token without openid', async () => {
    expect(await scopeOf('502', 'account_email')).toEqual({ granted: 'account_email', isOpenid: false })
  })

  it('adds to what was agreed before', async () => {
    await scopeOf('503', 'openid')
    await scopeOf('503', 'profile_nickname')
    expect(await scopeOf('503', 'openid,account_email')).toEqual({
      granted: 'account_email openid profile_nickname',
      isOpenid: true,
    })
  })

  it('lacks what the person refuses', async () => {
    expect(await scopeOf(UNNAMED)).toEqual({ granted: 'account_email openid profile_image', isOpenid: true })
  })
})
