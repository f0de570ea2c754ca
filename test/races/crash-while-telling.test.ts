import pg from 'pg'
import { expect, it, onTestFinished, vi } from 'vitest'
import { migrateDatabase } from '../../src/adapters/outbound/postgres/migrate.ts'
import { migrateQueue } from '../../src/adapters/outbound/queue/postgres-schema.ts'
import type { ServiceProcess } from '../faults/processes.ts'
import { startProcess } from '../faults/processes.ts'
import { authorized } from '../support/client.ts'
import { freePort } from '../support/free-port.ts'
import { raw } from '../support/hostile-server.ts'
import { freshDatabase } from '../support/postgres.ts'
import { revokingNaver } from '../support/revoking-naver.ts'

/** Invariant 3: whoever dies after the provider heard, and before that is written down, tells it once more. */
it('a process killed between telling a provider and closing the event leaves nobody untold', async () => {
  const [naver, database, port] = await Promise.all([revokingNaver(), freshDatabase(), freePort()])
  onTestFinished(naver.close)
  onTestFinished(database.drop)
  await migrateDatabase(database.connectionString)
  await migrateQueue(database.connectionString)
  const pool = new pg.Pool({ connectionString: database.connectionString, max: 1 })
  pool.on('error', () => {})
  onTestFinished(() => pool.end())
  const url = `http://localhost:${port}`
  const run = async (): Promise<ServiceProcess> => {
    const process = startProcess({
      ...naver.env,
      PUBLIC_URL: url,
      PORT: String(port),
      DATABASE_URL: database.connectionString,
      DAEMUN_SECRET: 'a-secret-for-tests-alone-of-enough-bytes',
      SIMULATOR: 'off',
      RATE_LIMIT: 'off',
    })
    onTestFinished(() => process.kill())
    await process.ready
    return process
  }
  const first = await run()
  const { access_token: access } = await naver.signUp({ url }, 'person', 'the-refresh-token')
  // It hears, and whoever told it never learns that.
  const killed = new Promise<void>((resolve) => {
    naver.answerRevocation(() => first.kill().then(resolve))
  })
  expect((await fetch(`${url}/users/me`, authorized(access, 'DELETE'))).status).toBe(204)
  await killed
  const due = async () => (await pool.query('select 1 from provider_unlinks')).rowCount
  const open = async () =>
    (await pool.query(`select 1 from outbox where type = 'UserWithdrew' and closed_at is null`)).rowCount
  expect([await due(), await open(), naver.told().length]).toEqual([1, 1, 1])
  naver.answerRevocation(raw('', 'text/plain'))
  await run()
  await vi.waitFor(async () => expect(await open()).toBe(0))
  expect(await due()).toBe(0)
  expect(naver.told()).toEqual([naver.tellingOf('the-refresh-token'), naver.tellingOf('the-refresh-token')])
}, 120_000)
