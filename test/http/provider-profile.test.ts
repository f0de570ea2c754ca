import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { beginLogin } from '../support/begun-login.ts'
import type { LoginBody } from '../support/client.ts'
import { authorized, completeSignup, newClient } from '../support/client.ts'
import type { HostileKakao } from '../support/hostile-kakao.ts'
import { startHostileKakao } from '../support/hostile-kakao.ts'
import { raw } from '../support/hostile-server.ts'
import type { Service } from '../support/service.ts'
import { startService } from '../support/service.ts'

type Signup = {
  profile: { nickname: string | null; email: string | null; image_url: string | null }
  fields: { name: string; value: string | null }[]
}

let lastSubject = 2_000
const someone = () => {
  lastSubject += 1
  return String(lastSubject)
}

/** Security 2.1 RC9, 2.3 RS8: what a provider says of a person, and how much of it counts. */
describe('what Kakao says of a person', () => {
  let kakao: HostileKakao
  let service: Service
  beforeAll(async () => {
    kakao = await startHostileKakao('1')
    service = await startService({
      SIMULATOR: 'off',
      KAKAO_AUTH_URL: kakao.url,
      KAKAO_API_URL: kakao.url,
      KAKAO_CLIENT_ID: kakao.clientId,
    })
  })
  afterAll(async () => {
    await service?.stop()
    await kakao?.close()
  })
  beforeEach(() => kakao.reset())

  const signupOf = async (account: unknown, user = '') => {
    const subject = someone()
    const { comeBack, nonce } = await beginLogin(newClient(service))
    await kakao.vouch(nonce, { subject, account })
    if (user) kakao.answers.user = raw(user.replace('ID', subject), 'application/json')
    const { signup_token: token } = (await (await comeBack()).json()) as LoginBody
    const text = await vi.waitFor(
      async () => {
        const answer = await fetch(`${service.url}/auth/signup`, authorized(token))
        expect(answer.status).toBe(200)
        return answer.text()
      },
      { timeout: 10_000, interval: 20 },
    )
    return { token, text, signup: JSON.parse(text) as Signup }
  }

  const verified = (email: string) => ({ email, is_email_valid: true, is_email_verified: true })
  const signUp = async (account: unknown, answers: object) => {
    const { token } = await signupOf(account)
    const answer = await completeSignup(newClient(service), token, answers)
    const { access_token } = (await answer.json()) as LoginBody
    const me = await fetch(`${service.url}/users/me`, authorized(access_token))
    return (await me.json()) as { id: string; email: string | null; email_verified: boolean }
  }

  const doubtful: [what: string, account: object][] = [
    ['not verified', { is_email_valid: true, is_email_verified: false }],
    ['not valid any more', { is_email_valid: false, is_email_verified: true }],
    ['verified in words', { is_email_valid: 'true', is_email_verified: 'true' }],
    ['verified in numbers', { is_email_valid: 1, is_email_verified: 1 }],
    ['of unknown validity', { is_email_verified: true }],
    ['of unknown verification', { is_email_valid: true }],
    ['called verified elsewhere', { email_verified: true, has_email: true }],
  ]
  it.each(doubtful)('shows nothing of an e-mail that is %s', async (_what, flags) => {
    const { text, signup } = await signupOf({ email: 'doubtful@example.com', ...flags })
    expect(text).not.toMatch(/@|doubtful/)
    expect(signup.profile.email).toBeNull()
    expect(signup.fields.find(({ name }) => name === 'email')?.value).toBeNull()
  })

  it.each(['two@@example.com', 'a@b', `${'a'.repeat(65)}@example.com`, '<b>@example.com', ''])(
    'shows no e-mail such as %s',
    async (email) => {
      expect((await signupOf(verified(email))).signup.profile.email).toBeNull()
    },
  )

  const silent: [what: string, user: string][] = [
    ['no account', '{"id":ID}'],
    ['an account that is null', '{"id":ID,"kakao_account":null}'],
    ['an account that is a list', '{"id":ID,"kakao_account":[]}'],
    ['no profile', '{"id":ID,"kakao_account":{"profile":null}}'],
    ['a number for a name', '{"id":ID,"kakao_account":{"profile":{"nickname":7}}}'],
    ['a name of control characters', '{"id":ID,"kakao_account":{"profile":{"nickname":"a\\u0000b"}}}'],
    ['half a character', '{"id":ID,"kakao_account":{"profile":{"nickname":"\\ud800"}}}'],
    ['a name too long', `{"id":ID,"kakao_account":{"profile":{"nickname":"${'가'.repeat(31)}"}}}`],
    [
      'a picture that is a script',
      '{"id":ID,"kakao_account":{"profile":{"profile_image_url":"javascript:x"}}}',
    ],
    [
      'a picture in the open',
      '{"id":ID,"kakao_account":{"profile":{"profile_image_url":"http://a.example/"}}}',
    ],
  ]
  it.each(silent)('opens a signup with nothing in it for %s', async (_what, user) => {
    const { signup } = await signupOf(undefined, user)
    expect(signup.profile).toEqual({ nickname: null, email: null, image_url: null })
  })

  it('counts an e-mail as verified only when it is the very one that Kakao vouches for', async () => {
    const account = verified('gildong@example.com')
    const own = await signUp(account, { email: 'gildong@example.com' })
    expect(own).toMatchObject({ email: 'gildong@example.com', email_verified: true })
    const other = await signUp(account, { email: 'other@example.com' })
    expect(other).toMatchObject({ email: 'other@example.com', email_verified: false })
    const doubted = await signUp({ email: 'x@example.com', is_email_valid: true }, { email: 'x@example.com' })
    expect(doubted).toMatchObject({ email: 'x@example.com', email_verified: false })
    const none = await signUp(account, {})
    expect(none).toMatchObject({ email: null, email_verified: false })
  })

  it('makes two users of two people with one e-mail, and lets neither into the other', async () => {
    const account = verified('shared@example.com')
    const answers = { email: 'shared@example.com' }
    const [one, other] = [await signUp(account, answers), await signUp(account, answers)]
    expect(one.id).not.toBe(other.id)
    expect([one.email, other.email]).toEqual(['shared@example.com', 'shared@example.com'])
  })

  it('is read again at each login until signup is done, and the answers given stay', async () => {
    const subject = someone()
    const login = async (nickname: string) => {
      const { comeBack, nonce } = await beginLogin(newClient(service))
      await kakao.vouch(nonce, { subject, account: { profile: { nickname } } })
      return ((await (await comeBack()).json()) as LoginBody).signup_token
    }
    const token = await login('before')
    await vi.waitFor(async () =>
      expect(
        (await fetch(`${service.url}/auth/signup`, authorized(token, 'PATCH', { agreed_terms: ['privacy'] })))
          .status,
      ).toBe(200),
    )
    const answer = await fetch(`${service.url}/auth/signup`, authorized(await login('after')))
    expect(await answer.json()).toMatchObject({
      profile: { nickname: 'after' },
      terms: [{ agreed: false }, { id: 'privacy', agreed: true }, { agreed: false }],
    })
  })
})
