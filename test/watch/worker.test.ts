import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readConfig } from '../../src/infrastructure/config.ts'
import { newClient } from '../support/client.ts'
import { freePort } from '../support/free-port.ts'
import type { Service } from '../support/service.ts'
import { startService } from '../support/service.ts'
import { scrape } from './exposition.ts'
import { until } from './until.ts'

it('a worker and an API that are told no port do not get into each other’s way', () => {
  const given = { DATABASE_URL: 'postgres://localhost/daemun', DAEMUN_SECRET: 'x'.repeat(32) }
  const [api, worker] = ['api', 'worker'].map((role) => readConfig({ ...given, ROLE: role }))
  expect([api?.port, worker?.port]).toEqual([3000, 3002])
  expect(worker?.publicUrl).toEqual(api?.publicUrl)
})

const asWorker = ({ url, connectionString }: Service) => ({
  ROLE: 'worker',
  DATABASE_URL: connectionString,
  PUBLIC_URL: url,
})

describe('a worker', () => {
  let api: Service
  let worker: Service
  beforeAll(async () => {
    api = await startService({ ROLE: 'api' })
    worker = await startService(asWorker(api))
  })
  afterAll(async () => {
    await worker?.stop()
    await api?.stop()
  })

  it('shows whether it is alive and able to work, and its own numbers', async () => {
    expect((await fetch(`${worker.url}/healthz`)).status).toBe(200)
    expect((await fetch(`${worker.url}/readyz`)).status).toBe(200)
    const { value } = await scrape(worker.url)
    expect(value('daemun_build_info', { role: 'worker' })).toBe(1)
    expect(value('daemun_queue_up')).toBe(1)
  })

  it('has no other door', async () => {
    for (const path of ['/', '/login', '/auth/kakao/login', '/users/me', '/docs', '/openapi.json']) {
      const answer = await fetch(worker.url + path, { redirect: 'manual' })
      expect([path, answer.status]).toEqual([path, 404])
      expect(answer.headers.get('content-type')).toContain('application/problem+json')
    }
    expect((await fetch(`${worker.url}/metrics`, { method: 'POST' })).status).toBe(405)
  })

  it('measures the wait of a newcomer whom another process met', async () => {
    await newClient(api).login('5151')
    await until(async () => (await scrape(worker.url)).value('daemun_first_seen_lag_seconds_count') === 1)
    expect((await scrape(api.url)).value('daemun_first_seen_lag_seconds_count')).toBe(0)
  })

  it('works on where its port is taken, and says so', async () => {
    const port = new URL(worker.url).port
    const second = await startService({ ...asWorker(api), PORT: port })
    expect(second.log.filter((line) => line.includes('PORT is taken'))).toHaveLength(1)
    await second.stop()
  })

  it('leaves the port of PUBLIC_URL to an API, whichever starts first', async () => {
    const port = String(await freePort())
    const shared = { PORT: port, PUBLIC_URL: `http://localhost:${port}`, DATABASE_URL: api.connectionString }
    const first = await startService({ ...shared, ROLE: 'worker' })
    const second = await startService({ ...shared, ROLE: 'api' })
    expect((await fetch(`http://localhost:${port}/login`)).status).toBe(200)
    await second.stop()
    await first.stop()
  })

  it('does not take an address that is not of this machine for a taken port', async () => {
    const elsewhere = { HOST: '192.0.2.1', PORT: String(await freePort()) }
    const start = startService({ ...asWorker(api), ...elsewhere })
    await expect(start).rejects.toMatchObject({ code: 'EADDRNOTAVAIL' })
  })
})
