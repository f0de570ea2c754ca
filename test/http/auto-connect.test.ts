import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { completeSignup, newClient } from '../support/client.ts'
import type { Service } from '../support/service.ts'
import { startService } from '../support/service.ts'

describe('KAKAO_AUTO_CONNECT=off', () => {
  let service: Service
  const adminKey = 'simulated-admin-key'
  let kakao: string
  beforeAll(async () => {
    service = await startService({ KAKAO_AUTO_CONNECT: 'off' })
    const begun = await fetch(`${service.url}/auth/kakao/login`, { redirect: 'manual' })
    kakao = new URL(begun.headers.get('location') ?? '').origin
  })
  afterAll(() => service?.stop())

  const byAdmin = async (path: string, subject: string) => {
    const answer = await fetch(`${kakao}${path}`, {
      method: 'POST',
      headers: {
        authorization: `KakaoAK ${adminKey}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: new URLSearchParams({ target_id_type: 'user_id', target_id: subject }),
    })
    return (await answer.json()) as { has_signed_up?: boolean }
  }
  /** Whether Kakao takes them for one of ours. */
  const isConnected = async (subject: string) => (await byAdmin('/v2/user/me', subject)).has_signed_up

  it('connects whoever completes the signup, which ends within 24 hours', async () => {
    const client = newClient(service)
    const { body } = await client.login('8101')
    expect(await isConnected('8101')).toBe(false)
    expect((await completeSignup(client, body.signup_token)).status).toBe(201)
    expect(await isConnected('8101')).toBe(true)
    const [{ seconds } = { seconds: 0 }] = await service.query<{ seconds: number }>(
      'select extract(epoch from expires_at - opened_at)::int as seconds from pending_signups',
    )
    expect(seconds).toBe(86_100)
    const stored = JSON.stringify(await service.query('select * from identities'))
    expect(stored).toContain('"sealed_profile":null')
  })

  it('keeps nothing of a completion that Kakao refuses, and a new login heals it', async () => {
    const client = newClient(service)
    const { body } = await client.login('8102')
    await byAdmin('/v1/user/unlink', '8102')
    const refused = await completeSignup(client, body.signup_token)
    expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([
      410,
      'signup_expired',
    ])
    expect(
      await service.query(`select from identities where subject = '8102' and user_id is not null`),
    ).toEqual([])
    const again = await client.login('8102')
    expect((await completeSignup(client, again.body.signup_token)).status).toBe(201)
    expect(await isConnected('8102')).toBe(true)
  })

  it('does not connect whoever has steps left', async () => {
    const client = newClient(service)
    const { body } = await client.login('8103')
    const left = await completeSignup(client, body.signup_token, { agreed_terms: [] })
    expect([left.status, await isConnected('8103')]).toEqual([422, false])
    expect((await completeSignup(client, body.signup_token)).status).toBe(201)
  })
})
