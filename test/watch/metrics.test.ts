import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { newClient, signedUp } from '../support/client.ts'
import type { Service } from '../support/service.ts'
import { startService } from '../support/service.ts'
import { scrape } from './exposition.ts'
import { until } from './until.ts'

const person = '4242424242'

describe('/metrics of a whole service', () => {
  let service: Service
  let secrets: string[]

  beforeAll(async () => {
    service = await startService()
    const first = await signedUp(service, person)
    const client = newClient(service)
    const callback = new URL(await client.atProvider(person))
    const again = (await (await client.fetch(callback.href)).json()) as typeof first
    secrets = [...callback.searchParams.values(), first.access_token, first.refresh_token]
    secrets.push(again.access_token, again.refresh_token)
    callback.searchParams.set('state', 'of-another-browser')
    await client.fetch(callback.href)
  })
  afterAll(() => service?.stop())

  it('is in the text format of Prometheus, never cached', async () => {
    const { headers } = await fetch(`${service.url}/metrics`)
    expect(headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8')
    expect(headers.get('cache-control')).toBe('no-store')
    const document = (await (await fetch(`${service.url}/openapi.json`)).json()) as { paths: object }
    expect(document.paths).toHaveProperty('/metrics.get.responses.200.content.text/plain')
  })

  it('counts logins by provider and outcome, those that have not come to it as 0', async () => {
    const { value, samples } = await scrape(service.url)
    const logins = (outcome: string) => value('daemun_logins_total', { provider: 'kakao', outcome })
    expect(logins('signup_required')).toBe(1)
    expect(logins('signed_in')).toBe(1)
    expect(logins('invalid_state')).toBe(1)
    const outcomes = samples.filter(({ name }) => name === 'daemun_logins_total')
    const never = outcomes.filter((sample) => sample.value === 0).map(({ labels }) => labels.outcome)
    const refusals = [
      'consent_required',
      'invalid_code',
      'access_denied',
      'user_blocked',
      'provider_unavailable',
      'provider_timeout',
      'provider_busy',
      'error',
    ]
    expect(never).toEqual(expect.arrayContaining(refusals))
  })

  it('measures from the first sight to the pending signup, once for each newcomer', async () => {
    const { value } = await scrape(service.url)
    expect(value('daemun_first_seen_lag_seconds_count')).toBe(1)
    const lag = value('daemun_first_seen_lag_seconds_sum') ?? Number.NaN
    const [row] = await service.query<{ lag: number }>(`
      select extract(epoch from signup.opened_at - seen.occurred_at)::float8 as lag
      from outbox seen, pending_signups signup where seen.type = 'UserFirstSeen'`)
    // The id of the event is made a moment before its row, and the transaction ends a moment after `opened_at`.
    expect(lag).toBeGreaterThan(row?.lag ?? Number.NaN)
    expect(lag).toBeLessThan((row?.lag ?? Number.NaN) + 1)
  })

  it('times the calls to a provider by what it answered', async () => {
    const { value } = await scrape(service.url)
    const calls = (call: string, outcome: string) =>
      value('daemun_provider_call_duration_seconds_count', { provider: 'kakao', call, outcome })
    expect(calls('identify', 'identified')).toBe(2)
    expect(calls('profile', 'profile')).toBe(1)
    expect(value('daemun_provider_call_duration_seconds_sum', { call: 'identify' })).toBeGreaterThan(0)
  })

  it('times use cases and requests, the latter by their route', async () => {
    const { value } = await scrape(service.url)
    const callback = { method: 'GET', route: '/auth/:provider/callback' }
    const requests = (status: string) =>
      value('daemun_http_request_duration_seconds_count', { ...callback, status })
    expect([requests('200'), requests('202'), requests('400')]).toEqual([1, 1, 1])
    const useCase = { use_case: 'complete-signup', outcome: 'signed_in' }
    expect(value('daemun_use_case_duration_seconds_count', useCase)).toBe(1)
  })

  it('shows what waits: nothing in the outbox, nothing in the queue', async () => {
    const { value } = await scrape(service.url)
    const names = ['open_events', 'oldest_open_age_seconds', 'parked_events']
    expect(names.map((name) => value(`daemun_outbox_${name}`))).toEqual([0, 0, 0])
    expect(value('daemun_queue_up')).toBe(1)
    expect(value('daemun_queue_jobs', { state: 'waiting' })).toBe(0)
    expect(value('daemun_queue_jobs', { state: 'active' })).toBe(0)
    expect(value('daemun_queue_jobs', { state: 'failed' })).toBe(0)
  })

  it('shows the pool, the event loop, the process and the build', async () => {
    const { value } = await scrape(service.url)
    expect(value('daemun_database_up')).toBe(1)
    expect(value('daemun_database_pool_connections', { state: 'idle' })).toBeGreaterThan(0)
    expect(value('daemun_database_pool_max_connections')).toBe(10)
    expect(value('daemun_database_pool_waiting_statements')).toBe(0)
    expect(value('nodejs_eventloop_lag_p99_seconds')).toBeGreaterThan(0)
    expect(value('process_resident_memory_bytes')).toBeGreaterThan(10_000_000)
    expect(value('process_cpu_seconds_total')).toBeGreaterThan(0)
    expect(value('daemun_build_info', { role: 'all' })).toBe(1)
  })

  // ASVS 16.2.5; a label is kept for as long as Prometheus keeps anything.
  it('tells nothing of a person and no secret', async () => {
    const { text } = await scrape(service.url)
    const rows = await service.query<{ id: string }>(
      'select id::text from users union select id::text from identities union select id::text from outbox',
    )
    const said = [person, '사람', ...secrets, ...rows.map(({ id }) => id)]
    expect(said.length).toBeGreaterThan(10)
    expect(said.filter((word) => text.includes(word))).toEqual([])
  })

  it('does not grow with what strangers send', async () => {
    const send = (n: number) =>
      Promise.all([
        fetch(`${service.url}/nowhere/${n}`),
        fetch(`${service.url}/auth/provider-${n}/login`, { redirect: 'manual' }),
        fetch(`${service.url}/auth/kakao/callback?state=${n}&code=${n}`),
        fetch(`${service.url}/auth/kakao/callback?error=e${n}`, { headers: { 'user-agent': `agent ${n}` } }),
      ])
    const counted = async (route: string, status: string) =>
      (await scrape(service.url)).value('daemun_http_request_duration_seconds_count', { route, status })
    const callbacks = (await counted('/auth/:provider/callback', '400')) ?? 0
    await send(0)
    // A request is counted when its answer has gone out, which may be after it has come in here.
    await until(async () => (await counted('/auth/:provider/callback', '400')) === callbacks + 2)
    await until(async () => (await counted('none', '404')) === 1)
    await until(async () => (await counted('/auth/:provider/login', '404')) === 1)
    const before = await scrape(service.url)
    // Node's own grow with the kinds of garbage collection that it has had.
    const ours = ({ name }: { name: string }) => name.startsWith('daemun_')
    for (let n = 1; n <= 20; n += 1) await send(n)
    const nowhere = { route: 'none', status: '404' }
    await vi.waitFor(async () => {
      const after = await scrape(service.url)
      expect(after.value('daemun_http_request_duration_seconds_count', nowhere)).toBe(21)
      expect(after.samples.filter(ours).length).toBe(before.samples.filter(ours).length)
    })
  })
})

describe('/metrics beside an outbox that nobody empties', () => {
  let api: Service
  beforeAll(async () => {
    api = await startService({ ROLE: 'api' })
  })
  afterAll(() => api?.stop())

  it('shows how much waits and for how long, and knows no queue', async () => {
    await newClient(api).login(person)
    const { value, samples } = await scrape(api.url)
    expect(value('daemun_outbox_open_events')).toBe(1)
    expect(value('daemun_outbox_oldest_open_age_seconds')).toBeGreaterThan(0)
    expect(samples.filter(({ name }) => name.startsWith('daemun_queue'))).toEqual([])
  })

  it('shows what is parked apart from what waits', async () => {
    await api.query('update outbox set parked_at = now()')
    await until(async () => (await scrape(api.url)).value('daemun_outbox_parked_events') === 1)
    expect((await scrape(api.url)).value('daemun_outbox_open_events')).toBe(0)
  })
})

describe('/metrics of a service that is pressed', () => {
  it('counts what was answered 429', async () => {
    const service = await startService({ RATE_LIMIT: 'on' })
    const callback = () => fetch(`${service.url}/auth/kakao/callback?state=one-attempt`)
    let refused = 0
    while (refused === 0) refused += (await callback()).status === 429 ? 1 : 0
    const route = '/auth/:provider/callback'
    expect((await scrape(service.url)).value('daemun_rate_limited_requests_total', { route })).toBe(1)
    await service.stop()
  })

  it('counts logins that a provider spoiled by what it did', async () => {
    const broken = await startService({ KAKAO_API_URL: 'http://127.0.0.1:1' })
    expect((await newClient(broken).login(person)).status).toBe(502)
    const { value } = await scrape(broken.url)
    const outcome = 'provider_unavailable'
    expect(value('daemun_logins_total', { outcome })).toBe(1)
    expect(value('daemun_provider_call_duration_seconds_count', { call: 'profile', outcome })).toBe(1)
    await broken.stop()
  })
})
