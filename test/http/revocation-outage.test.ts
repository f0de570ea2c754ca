import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { authorized } from '../support/client.ts'
import { json, raw } from '../support/hostile-server.ts'
import { revokingNaver } from '../support/revoking-naver.ts'
import type { Service } from '../support/service.ts'
import { startService } from '../support/service.ts'

vi.setConfig({ testTimeout: 60_000 })

/** Protocols 2.3: what is not answered with 200 has to be told again, and nothing of it may be lost. */
describe('a provider that cannot take a token back when somebody leaves', () => {
  let naver: Awaited<ReturnType<typeof revokingNaver>>
  let service: Service
  beforeAll(async () => {
    naver = await revokingNaver()
    service = await startService({ ...naver.env })
  })
  afterAll(async () => {
    await service?.stop()
    await naver?.close()
  })

  const waiting = () =>
    service.query<{ last_error: string | null; failures: number; parked_at: unknown }>(
      `select last_error, failures, parked_at from outbox
       where type in ('UserWithdrew', 'IdentityUnlinked') and closed_at is null`,
    )
  const due = () =>
    service.query<{ subject: string; sealed: string | null }>(
      'select subject, sealed_provider_token as sealed from provider_unlinks',
    )

  it.each([
    ['is down', json({ error: 'temporarily_unavailable' }, 503), 'answered 503 temporarily_unavailable'],
    [
      'refuses our credentials',
      json({ error: 'unauthorized_client' }, 401),
      'are client id and secret right',
    ],
    ['answers a page', raw('<html>maintenance</html>', 'text/html', 500), 'answered 500'],
  ])('%s: is told when it can, and the token is kept until then', async (what, answer, hint) => {
    const [person, token] = [`person-${what.length}`, `the-refresh-token-${what.length}`]
    naver.answerRevocation(answer)
    const { access_token: access } = await naver.signUp(service, person, token)
    expect((await fetch(`${service.url}/users/me`, authorized(access, 'DELETE'))).status).toBe(204)
    const [told] = await vi.waitUntil(async () => {
      const rows = await waiting()
      return rows[0]?.last_error && rows
    })
    expect(told?.last_error).toContain(hint)
    expect(told?.last_error).not.toContain(token)
    // An outage of a provider says nothing against the event.
    expect([told?.failures, told?.parked_at]).toEqual([0, null])
    expect(await due()).toEqual([{ subject: person, sealed: expect.not.stringContaining(token) }])
    naver.answerRevocation(raw('', 'text/plain'))
    await vi.waitUntil(async () => (await waiting()).length === 0, { timeout: 30_000 })
    expect(await due()).toEqual([])
    expect(naver.told().at(-1)).toEqual(naver.tellingOf(token))
  })

  it('is not told of somebody who has come again since', async () => {
    naver.answerRevocation(json({}, 503))
    const { access_token: access } = await naver.signUp(service, 'returning', 'the-token-before')
    await fetch(`${service.url}/users/me`, authorized(access, 'DELETE'))
    await vi.waitUntil(async () => (await waiting())[0]?.last_error)
    expect((await naver.login(service, 'returning', 'the-token-after')).status).toBe('signup_required')
    const before = naver.told().length
    naver.answerRevocation(raw('', 'text/plain'))
    await vi.waitUntil(async () => (await waiting()).length === 0, { timeout: 30_000 })
    // One try may have been on its way while they came.
    const tokens = naver
      .told()
      .slice(before)
      .map(({ token }) => token)
    expect(tokens).not.toContain('the-token-after')
    expect(await due()).toEqual([])
    const [kept] = await service.query<{ kept: boolean }>(
      `select sealed_provider_token is not null as kept from identities where subject = 'returning'`,
    )
    expect(kept).toEqual({ kept: true })
  })
})
