import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Service } from '../support/service.ts'
import { startService } from '../support/service.ts'

/** ASVS 2.4.1, 6.3.1 (API4, API6): one client cannot have the service to itself. */
describe('limits', () => {
  let service: Service
  beforeAll(async () => {
    service = await startService({ RATE_LIMIT: 'on', TRUSTED_PROXIES: '127.0.0.1,::1' })
  })
  afterAll(() => service?.stop())

  const begin = (address: string) =>
    fetch(`${service.url}/auth/kakao/login`, { redirect: 'manual', headers: { 'x-forwarded-for': address } })

  const untilRefused = async (address: () => string) => {
    for (let calls = 0; calls < 1_000; calls += 1) {
      const answer = await begin(address())
      if (answer.status === 429) return { calls, answer }
    }
    throw new Error('never refused')
  }

  it('answers 429 with the time to wait, and lets another address through', async () => {
    const { calls, answer } = await untilRefused(() => '198.51.100.7')
    expect(calls).toBe(600)
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(answer.headers.get('ratelimit-remaining')).toBe('0')
    expect(answer.headers.get('set-cookie')).toBeNull()
    expect(await answer.json()).toMatchObject({ code: 'rate_limited', status: 429 })
    expect((await begin('198.51.100.8')).status).toBe(302)
  })

  it('counts a whole IPv6 /64 as one client', async () => {
    let host = 0
    const { calls } = await untilRefused(() => {
      host += 1
      return `2001:db8:1:2::${host.toString(16)}`
    })
    expect(calls).toBe(600)
    expect((await begin('2001:db8:1:3::1')).status).toBe(302)
  })

  it('counts one holder of a token apart from the address', async () => {
    const call = (n: number) =>
      fetch(`${service.url}/auth/signup`, {
        headers: { 'x-forwarded-for': `203.0.113.${n}`, authorization: 'Bearer one-and-the-same' },
      })
    const statuses = await Promise.all(
      Array.from({ length: 130 }, (_, n) => call(n).then(({ status }) => status)),
    )
    expect(statuses.filter((status) => status === 429)).toHaveLength(10)
  })
})

describe('limits without a trusted proxy', () => {
  it('believe no header about where a call comes from', async () => {
    const service = await startService({ RATE_LIMIT: 'on' })
    const call = (n: number) =>
      fetch(`${service.url}/auth/kakao/login`, {
        redirect: 'manual',
        headers: { 'x-forwarded-for': `198.51.100.${n % 250}` },
      })
    const statuses = await Promise.all(
      Array.from({ length: 610 }, (_, n) => call(n).then(({ status }) => status)),
    )
    expect(statuses.filter((status) => status === 429)).toHaveLength(10)
    await service.stop()
  })
})
