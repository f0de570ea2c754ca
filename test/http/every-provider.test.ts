import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { completeSignup, newClient } from '../support/client.ts'
import { freePort } from '../support/free-port.ts'
import type { Service } from '../support/service.ts'
import { startService } from '../support/service.ts'

const providers = ['kakao', 'naver', 'google', 'line', 'acme_id'] as const
const html = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }

describe('every provider', () => {
  let service: Service
  beforeAll(async () => {
    const port = await freePort()
    service = await startService({
      SIMULATOR_PORT: String(port),
      NAVER_CLIENT_ID: 'naver-app',
      GOOGLE_CLIENT_ID: 'google-app',
      LINE_CLIENT_ID: 'line-channel',
      LINE_SCOPE: 'profile email',
      GOOGLE_CLIENT_SECRET: 'a secret: with/all+of it',
      OIDC_ACME_ID_ISSUER: `http://127.0.0.1:${port}/openid`,
      OIDC_ACME_ID_CLIENT_ID: 'acme-app',
      OIDC_ACME_ID_CLIENT_SECRET: 'acme-secret',
      OIDC_ACME_ID_LABEL: 'Acme <사내>',
    })
  })
  afterAll(() => service?.stop())

  const pending = (token: string) =>
    vi.waitUntil(async () => {
      const answer = await fetch(`${service.url}/auth/signup`, {
        headers: { authorization: `Bearer ${token}` },
      })
      return answer.status === 200 && ((await answer.json()) as { provider: string; profile: object })
    })

  describe.each(providers)('%s', (provider) => {
    it('takes a newcomer to a signup, and the user back in', async () => {
      const client = newClient(service)
      const first = await client.login('1000000001', provider)
      expect(first.status).toBe(202)
      const signup = await pending(first.body.signup_token)
      // Neither says whether an address is verified.
      const email = provider === 'naver' || provider === 'line' ? null : 'complete@example.com'
      expect(signup).toMatchObject({ provider, profile: { nickname: '모두 갖춘 사람', email } })
      expect((await completeSignup(client, first.body.signup_token)).status).toBe(201)
      const again = await newClient(service).login('1000000001', provider)
      expect(again).toMatchObject({
        status: 200,
        body: { status: 'signed_in', user: { nickname: '문지기' } },
      })
    })

    it('tells of no address that is not verified, and of nothing that was refused', async () => {
      const [unverified, unnamed] = await Promise.all(
        ['1000000003', '1000000005'].map((subject) => newClient(service).login(subject, provider)),
      )
      expect(await pending(unverified?.body.signup_token ?? '')).toMatchObject({ profile: { email: null } })
      expect(await pending(unnamed?.body.signup_token ?? '')).toMatchObject({ profile: { nickname: null } })
    })

    it('answers 403 access_denied to who turns back', async () => {
      const { status, body } = await newClient(service).login('1000000006', provider)
      expect({ status, body }).toMatchObject({ status: 403, body: { code: 'access_denied' } })
    })

    it('refuses a code that was used', async () => {
      const client = newClient(service)
      const way = await client.atProvider('1000000002', '', provider)
      expect((await client.fetch(way)).status).toBe(202)
      const begun = await client.fetch(`/auth/${provider}/login`)
      const state = new URL(begun.headers.get('location') ?? '').searchParams.get('state') ?? ''
      const replay = new URL(way)
      replay.searchParams.set('state', state)
      const answer = await client.fetch(replay.pathname + replay.search)
      expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([400, 'invalid_code'])
    })

    // RFC 9700 4.4, security RC5: the attempt knows which provider it was for.
    it.each(providers.filter((other) => other !== provider))(
      'takes no answer that %s was asked for',
      async (other) => {
        const client = newClient(service)
        const way = new URL(await client.atProvider('1000000001', '', provider))
        const answer = await client.fetch(`/auth/${other}/callback${way.search}`)
        expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([
          400,
          'invalid_state',
        ])
      },
    )

    it('takes no answer with the issuer of another (RFC 9207)', async () => {
      const client = newClient(service)
      const way = new URL(await client.atProvider('1000000001', '', provider))
      way.searchParams.set('iss', 'https://issuer.example.com')
      const answer = await client.fetch(way.pathname + way.search)
      expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([
        400,
        'invalid_state',
      ])
    })
  })

  it('makes as many people of one subject as there are providers', async () => {
    const rows = await service.query<{ users: string; identities: string }>(
      `select count(distinct user_id) as users, count(*) as identities from identities where subject = '1000000001'`,
    )
    expect(rows).toEqual([{ users: '5', identities: '5' }])
  })

  it('misses the iss that a provider promised to send (RFC 9207 2.4)', async () => {
    const client = newClient(service)
    const way = new URL(await client.atProvider('1000000001', '', 'acme_id'))
    way.searchParams.delete('iss')
    const answer = await client.fetch(way.pathname + way.search)
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([400, 'invalid_state'])
  })

  it('sends each what it takes: state everywhere, nonce and PKCE wherever they are known', async () => {
    const asked = await Promise.all(
      providers.map(async (provider) => {
        const begun = await newClient(service).fetch(`/auth/${provider}/login`)
        const names = [...new URL(begun.headers.get('location') ?? '').searchParams.keys()]
        return [provider, names.sort().join(' ')]
      }),
    )
    const whole = 'client_id code_challenge code_challenge_method nonce redirect_uri response_type'
    expect(Object.fromEntries(asked)).toEqual({
      kakao: `${whole} state`,
      naver: 'client_id redirect_uri response_type state',
      google: `access_type ${whole} scope state`,
      line: `${whole} scope state`,
      acme_id: `${whole} scope state`,
    })
  })

  it('shows a button for each, in the order of habit', async () => {
    const page = await (
      await fetch(`${service.url}/login`, { headers: { ...html, 'accept-language': 'ko' } })
    ).text()
    const buttons = [...page.matchAll(/href="\/auth\/(\w+)\/login"[^>]*>.*?<span>([^<]*)<\/span>/g)]
    expect(buttons.map(([, provider, text]) => [provider, text])).toEqual([
      ['kakao', '카카오로 시작하기'],
      ['naver', '네이버로 시작하기'],
      ['google', 'Google로 시작하기'],
      ['line', 'LINE으로 시작하기'],
      ['acme_id', 'Acme &lt;사내&gt; 계정으로 시작하기'],
    ])
  })
})
