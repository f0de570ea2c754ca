import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { authorized, completeSignup, newClient } from '../support/client.ts'
import { declarationFile } from '../support/declaration.ts'
import type { Service } from '../support/service.ts'
import { startService } from '../support/service.ts'

const document = (id: string, more: object) => ({
  id,
  version: '1',
  effective_at: '2026-01-01',
  title: { ko: id, en: id },
  body: { ko: '전문', en: 'In full' },
  required: true,
  ...more,
})
const terms = [
  document('terms-of-service', { kakao_tag: 'service_20260101' }),
  document('privacy', {}),
  document('marketing', { required: false, channels: ['kakaotalk'], kakao_tag: 'marketing_20260101' }),
]

describe('Kakao Sync', () => {
  let service: Service
  let who = 950_000
  const start = async (env: NodeJS.ProcessEnv = {}) => {
    const { path } = await declarationFile({ terms })
    service = await startService({ DAEMUN_CONFIG: path, ...env })
  }
  const newcomer = async () => {
    who += 1
    const client = newClient(service)
    const { body } = await client.login(String(who))
    const signup = await vi.waitFor(async () => {
      const answer = await client.fetch('/auth/signup', authorized(body.signup_token))
      expect(answer.status).toBe(200)
      return (await answer.json()) as { terms: { id: string; agreed: boolean }[] }
    })
    const agreed = signup.terms.filter((each) => each.agreed).map(({ id }) => id)
    return { client, token: body.signup_token, agreed }
  }

  describe('with an admin key', () => {
    beforeAll(() => start())
    afterAll(() => service?.stop())

    it('asks at Kakao for the documents that have a tag', async () => {
      const begun = await newClient(service).fetch('/auth/kakao/login')
      const query = new URL(begun.headers.get('location') ?? '').searchParams
      expect(query.get('service_terms')).toBe('service_20260101,marketing_20260101')
    })

    it('takes what was agreed to there as given there, and asks for the rest alone', async () => {
      const { client, token, agreed } = await newcomer()
      expect(agreed).toEqual(['terms-of-service', 'marketing'])
      const patched = await client.fetch('/auth/signup', authorized(token, 'PATCH', { agreed_terms: [] }))
      expect(await patched.json()).toMatchObject({
        terms: [{ agreed: true }, { agreed: false }, { agreed: true }],
      })
      client.cookies.set('daemun_signup', token)
      const page = await (await client.fetch('/signup', { headers: { accept: 'text/html' } })).text()
      expect(page).toContain('value="privacy"')
      expect(page).not.toContain('value="terms-of-service"')
      client.cookies.clear()
      const done = await completeSignup(client, token, { agreed_terms: ['privacy'] })
      expect(done.status).toBe(201)
      const { user } = (await done.json()) as { user: { id: string } }
      const ledger = await service.query<{ source: string; address: string | null }>(
        `select terms_id, source, address, agreed_at <= now() as past from consents where user_id = '${user.id}' order by position`,
      )
      expect(ledger).toEqual([
        { terms_id: 'terms-of-service', source: 'kakao_sync', address: null, past: true },
        { terms_id: 'privacy', source: 'signup', address: expect.any(String), past: true },
        { terms_id: 'marketing', source: 'kakao_sync', address: null, past: true },
      ])
    })
  })

  describe('where Kakao does not say', () => {
    beforeAll(() => start({ KAKAO_API_URL: 'http://127.0.0.1:9', KAKAO_OIDC: 'on' }))
    afterAll(() => service?.stop())

    it('is no obstacle: the log says why, and our own form asks', async () => {
      const opened = service.log.filter((line) => line.includes('open-pending-signup'))
      expect(opened).toEqual([])
      await service.query(`insert into identities (id, provider, subject, sealed_profile)
        values ('00000000-0000-7000-8000-000000000001', 'kakao', '77', 'x')`)
      await service.query(`insert into outbox (id, type, subject, data) values ('00000000-0000-7000-8000-000000000002',
        'UserFirstSeen', '00000000-0000-7000-8000-000000000001', '{}')`)
      const line = await vi.waitFor(() => {
        const found = service.log.find((each) => each.includes('open-pending-signup'))
        expect(found).toBeDefined()
        return found
      }, 10_000)
      expect(line).toContain('service_terms')
      const [signup] = await service.query<{ answers: object }>('select answers from pending_signups')
      expect(signup?.answers).toEqual({ profile: {}, agreedTerms: [] })
    })
  })
})
