import { createHash } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { jweSeals } from '../../src/adapters/outbound/tokens/seals.ts'
import type { LoginAttempt } from '../../src/domain/login.ts'
import { beginLogin, code } from '../support/begun-login.ts'
import type { LoginBody } from '../support/client.ts'
import { completeSignup, newClient } from '../support/client.ts'
import type { HostileKakao } from '../support/hostile-kakao.ts'
import { startHostileKakao } from '../support/hostile-kakao.ts'
import { json } from '../support/hostile-server.ts'
import { told } from '../support/problem.ts'
import type { Service } from '../support/service.ts'
import { secret, startService } from '../support/service.ts'

const browser = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }

/** Security 2.1 RC1 to RC5, RC12, from the provider's side too. */
describe('the callback', () => {
  let kakao: HostileKakao
  let service: Service
  beforeAll(async () => {
    kakao = await startHostileKakao('1376016924429759228')
    service = await startService({
      SIMULATOR: 'off',
      KAKAO_AUTH_URL: kakao.url,
      KAKAO_API_URL: kakao.url,
      KAKAO_CLIENT_ID: kakao.clientId,
      KAKAO_CLIENT_SECRET: 'the-client-secret',
    })
  })
  afterAll(async () => {
    await service?.stop()
    await kakao?.close()
  })
  beforeEach(() => kakao.reset())

  /** Somebody who is through at Kakao, right before their callback. */
  const throughAtKakao = async (subject: string, query = '') => {
    const client = newClient(service)
    const begun = await beginLogin(client, query)
    await kakao.vouch(begun.nonce, { subject })
    return { client, ...begun }
  }

  it('redeems the code in one call, with the verifier of the challenge and the secret in the body', async () => {
    const { asked, comeBack } = await throughAtKakao('11')
    expect((await comeBack()).status).toBe(202)
    const [form, ...others] = kakao.forms
    expect(others).toEqual([])
    const { code_verifier: verifier = '', ...sent } = Object.fromEntries(form ?? [])
    expect(sent).toEqual({
      grant_type: 'authorization_code',
      client_id: kakao.clientId,
      client_secret: 'the-client-secret',
      redirect_uri: `${service.url}/auth/kakao/callback`,
      code,
    })
    expect(verifier).toMatch(/^[\w-]{43,128}$/)
    expect(createHash('sha256').update(verifier).digest('base64url')).toBe(asked.get('code_challenge'))
    expect(kakao.calls.sort()).toEqual(['/.well-known/jwks.json', '/oauth/token', '/v2/user/me'])
  })

  it('answers a program with JSON: the words of the contract and none more', async () => {
    const stranger = await (await throughAtKakao('12')).comeBack()
    const asked = (await stranger.json()) as LoginBody
    expect([stranger.status, Object.keys(asked)]).toEqual([
      202,
      ['status', 'signup_token', 'expires_in', 'signup_url'],
    ])
    expect(asked).toMatchObject({ status: 'signup_required', expires_in: 604_800 })
    await completeSignup(newClient(service), asked.signup_token, { nickname: '길동' })
    const known = await (await throughAtKakao('12')).comeBack()
    const { access_token, refresh_token, user, ...rest } = (await known.json()) as LoginBody
    expect(rest).toEqual({ status: 'signed_in', token_type: 'Bearer', expires_in: 600 })
    expect([known.status, user.nickname, typeof access_token]).toEqual([200, '길동', 'string'])
    expect(refresh_token).toMatch(/^[\w-]{64}$/)
    for (const answer of [stranger, known]) {
      expect(answer.headers.getSetCookie()).toEqual([
        expect.stringMatching(/^daemun_login_[\w-]+=; Max-Age=0;/),
      ])
      expect(answer.headers.get('cache-control')).toBe('no-store')
    }
  })

  it('gives a browser cookies and a way on, and no token to read (RC12)', async () => {
    const stranger = await (await throughAtKakao('13')).comeBack({}, browser)
    expect([stranger.status, stranger.headers.get('location')]).toEqual([303, '/signup'])
    const [gone, signup = '', ...more] = stranger.headers.getSetCookie()
    expect(gone).toMatch(/^daemun_login_[\w-]+=; Max-Age=0; Path=\/; HttpOnly; SameSite=Lax$/)
    expect(signup).toMatch(/^daemun_signup=[\w.-]+; Max-Age=604800; Path=\/; HttpOnly; SameSite=Lax$/)
    expect([await stranger.text(), more]).toEqual(['', []])

    await completeSignup(newClient(service), signup.slice('daemun_signup='.length).split(';', 1)[0] ?? '')
    const known = await (await throughAtKakao('13', '?return_to=/app')).comeBack({}, browser)
    expect([known.status, known.headers.get('location')]).toEqual([303, '/app'])
    expect(known.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^daemun_login_[\w-]+=; Max-Age=0;/),
      expect.stringMatching(/^daemun_session=[\w-]{64}; Max-Age=1209600; Path=\/; HttpOnly; SameSite=Lax$/),
      expect.stringMatching(/^daemun_signup=; Max-Age=0;/),
    ])
    const { headers } = known
    expect(`${await known.text()}${[...headers.entries()]}`).not.toMatch(/access_token|refresh_token|eyJ/)
  })

  it.each([
    [undefined, 202],
    ['*/*', 202],
    ['application/json', 202],
    ['application/problem+json', 202],
    ['text/html;q=0.5,application/json', 202],
    ['image/png', 202],
    ['text/html', 303],
    ['text/html,*/*', 303],
  ])('takes a client that accepts %s at its word', async (accept, status) => {
    const { comeBack } = await throughAtKakao('14')
    expect((await comeBack({}, accept === undefined ? {} : { accept })).status).toBe(status)
  })

  it('takes the issuer as iss, and sends a way back of letters beyond ASCII in its percent-encoding', async () => {
    const { client, comeBack } = await throughAtKakao('15')
    const { signup_token } = (await (await comeBack({ iss: kakao.url })).json()) as LoginBody
    expect((await completeSignup(client, signup_token)).status).toBe(201)
    const returning = await throughAtKakao('15', `?return_to=${encodeURIComponent('/대문?이름=길동')}`)
    const answer = await returning.comeBack({}, browser)
    expect(decodeURIComponent(answer.headers.get('location') ?? '')).toBe('/대문?이름=길동')
    expect(answer.headers.get('location')).toMatch(/^[!-~]+$/)
  })

  it.each([
    ['is refused by us', { iss: 'https://evil.example' }, 400],
    ['is refused by the person', { code: null, error: 'access_denied' }, 403],
    ['is refused by the provider', {}, 400],
  ])('takes the cookie of an attempt away when it %s', async (_what, parameters, status) => {
    const { comeBack } = await throughAtKakao('16')
    kakao.answers.token = json({ error: 'invalid_grant', error_code: 'KOE320' }, 400)
    for (const headers of [{}, browser]) {
      const answer = await comeBack(parameters, headers)
      const cleared = answer.headers
        .getSetCookie()
        .filter((set) => /^daemun_login_[\w-]+=; Max-Age=0;/.test(set))
      expect(cleared).toHaveLength(headers === browser ? 0 : 1)
      expect(answer.status).toBe(headers === browser ? 400 : status)
    }
  })

  describe('asks no provider and writes no row', () => {
    const rows = async () => {
      const [row] = await service.query(
        'select (select count(*) from identities) i, (select count(*) from sessions) s, (select count(*) from outbox) o',
      )
      return row
    }
    const unheard = async (comeBack: () => Promise<Response>) => {
      const before = await rows()
      const answer = await comeBack()
      expect(kakao.calls).toEqual([])
      expect(await rows()).toEqual(before)
      expect(answer.headers.getSetCookie().join()).not.toMatch(/daemun_(?:session|signup)=[^;]/)
      return told(answer)
    }

    const parameters: [
      what: string,
      parameters: Record<string, string | null>,
      status: number,
      word: string,
    ][] = [
      ['without a state', { state: null }, 400, 'invalid_state'],
      ['with an empty state', { state: '' }, 400, 'invalid_state'],
      ['with another state', { state: 'x'.repeat(43) }, 400, 'invalid_state'],
      ['of another issuer', { iss: 'https://kauth.kakao.com.evil.example' }, 400, 'invalid_state'],
      ['of the issuer with a slash', { iss: 'SLASH' }, 400, 'invalid_state'],
      ['without a code', { code: null }, 400, 'invalid_code'],
      ['with an empty code', { code: '' }, 400, 'invalid_code'],
      ['with a code without end', { code: 'x'.repeat(2_049) }, 400, 'invalid_code'],
      ['with a code and an error', { error: 'access_denied' }, 403, 'access_denied'],
      ['of someone who turned back', { code: null, error: 'access_denied' }, 403, 'access_denied'],
      ['of someone not logged in', { code: null, error: 'login_required' }, 403, 'access_denied'],
      ['of someone not asked', { code: null, error: 'consent_required' }, 403, 'access_denied'],
      ['of a provider in trouble', { code: null, error: 'server_error' }, 502, 'provider_unavailable'],
      ['of an app set up wrongly', { code: null, error: 'invalid_scope' }, 502, 'provider_unavailable'],
      ['of an empty error', { error: '' }, 502, 'provider_unavailable'],
    ]
    it.each(parameters)('%s', async (_what, changes, status, word) => {
      const { comeBack } = await throughAtKakao('17')
      const changed = changes.iss === 'SLASH' ? { iss: `${kakao.url}/` } : changes
      expect(await unheard(() => comeBack(changed))).toEqual({ status, code: word })
    })

    it.each(['state', 'code', 'iss', 'error'])(
      'with two of %s, even when they agree (RFC 6749 3.1)',
      async (name) => {
        const { client, state } = await throughAtKakao('17')
        const value = { state, code, iss: kakao.url, error: 'access_denied' }[name] ?? ''
        const way = new URLSearchParams({ state, code, [name]: value })
        way.append(name, value)
        const { status } = await unheard(() => client.fetch(`/auth/kakao/callback?${way}`))
        expect(status).toBe(name === 'error' ? 502 : 400)
      },
    )

    it('in another browser, whose own attempt is not touched', async () => {
      const { comeBack } = await throughAtKakao('17')
      const victim = newClient(service)
      const own = await beginLogin(victim)
      const foreign = new URLSearchParams({ state: (await throughAtKakao('17')).state, code })
      expect(await unheard(() => victim.fetch(`/auth/kakao/callback?${foreign}`))).toEqual({
        status: 400,
        code: 'invalid_state',
      })
      await kakao.vouch(own.nonce)
      expect((await own.comeBack()).status).toBe(202)
      expect((await comeBack()).status).toBe(502)
    })
  })

  describe('of an attempt that is sealed', () => {
    // An attempt that was tried is over, so each test has one of its own.
    const sealed = async (state: string, changes: Partial<LoginAttempt>, by = secret) => {
      const attempt: LoginAttempt = {
        provider: 'kakao',
        state,
        nonce: 'a nonce',
        codeVerifier: 'V'.repeat(43),
        returnTo: null,
        client: null,
        startedAt: new Date(),
        ...changes,
      }
      await kakao.vouch(attempt.nonce, { subject: '18' })
      return jweSeals([by]).sealAttempt(attempt)
    }
    const comeBack = (state: string, attempt: string) =>
      fetch(`${service.url}/auth/kakao/callback?${new URLSearchParams({ state, code })}`, {
        headers: { cookie: `daemun_login_${state.slice(0, 16)}=${attempt}` },
      })

    it('by us and just now goes through', async () => {
      const state = 'a'.repeat(43)
      expect((await comeBack(state, await sealed(state, {}))).status).toBe(202)
    })

    const longAgo = new Date(Date.now() - 600_000)
    const attempts: [what: string, attempt: (state: string) => Promise<string>][] = [
      ['ten minutes ago', (state) => sealed(state, { startedAt: longAgo })],
      ['for another provider', (state) => sealed(state, { provider: 'naver' as 'kakao' })],
      ['for a state that begins alike', (state) => sealed(state, { state: `${state.slice(0, 42)}X` })],
      ['by another secret', (state) => sealed(state, {}, 'another secret of thirty-two bytes or more')],
      ['by nobody', async () => 'x.y.z'],
      ['not at all', async () => ''],
    ]
    it.each(attempts)('%s is refused', async (what, attempt) => {
      const state = createHash('sha256').update(what).digest('base64url')
      expect(await told(await comeBack(state, await attempt(state)))).toEqual({
        status: 400,
        code: 'invalid_state',
      })
      expect(kakao.calls).toEqual([])
    })
  })
})
