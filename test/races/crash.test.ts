import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Simulator } from '../../src/infrastructure/simulator/simulator.ts'
import { startSimulator } from '../../src/infrastructure/simulator/simulator.ts'
import { completeSignup, newClient } from '../support/client.ts'
import { freePort } from '../support/free-port.ts'
import type { FreshDatabase } from '../support/postgres.ts'
import { freshDatabase } from '../support/postgres.ts'

const main = join(import.meta.dirname, '../../src/infrastructure/main.ts')
const keys = { clientId: 'key', clientSecret: 'secret', adminKey: 'admin' }

/** Invariant 3: an event reaches its effect although the process dies, with no one's help. */
describe('a process killed with -9', () => {
  let simulator: Simulator
  let database: FreshDatabase
  let pool: pg.Pool
  let directory: string
  let url: string
  const children: ChildProcess[] = []

  beforeAll(async () => {
    const port = await freePort()
    url = `http://localhost:${port}`
    const application = { appId: '1', kakao: keys }
    ;[simulator, database, directory] = await Promise.all([
      startSimulator({ host: '127.0.0.1', port: 0, publicUrl: url, application }),
      freshDatabase(),
      mkdtemp(join(tmpdir(), 'daemun-crash-')),
    ])
    pool = new pg.Pool({ connectionString: database.connectionString })
    // Its last sockets end with the database.
    pool.on('error', () => {})
  })
  afterAll(async () => {
    for (const child of children) child.kill('SIGKILL')
    await pool?.end()
    await simulator?.close()
    await database?.drop()
    await rm(directory, { recursive: true, force: true })
  })

  const run = async (role: 'all' | 'api') => {
    const env = {
      PATH: process.env.PATH,
      PUBLIC_URL: url,
      PORT: new URL(url).port,
      ROLE: role,
      DATABASE_URL: database.connectionString,
      DAEMUN_SECRET: 'a-secret-for-tests-alone-of-enough-bytes',
      KAKAO_CLIENT_ID: keys.clientId,
      KAKAO_CLIENT_SECRET: keys.clientSecret,
      KAKAO_AUTH_URL: simulator.url,
      KAKAO_API_URL: simulator.url,
    }
    const child = spawn(process.execPath, [main], {
      cwd: directory,
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    children.push(child)
    for await (const line of createInterface({ input: child.stdout })) if (line.includes('ready at')) break
    child.stdout.resume()
    return child
  }

  const end = async (child: ChildProcess, signal: NodeJS.Signals) => {
    const ended = once(child, 'exit')
    child.kill(signal)
    const [code] = await ended
    return code
  }

  const select = async (sql: string) => (await pool.query(sql)).rows
  const until = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 60_000, interval: 50 })

  const finishes = async (signupToken: string) => {
    await until(async () => expect(await select('select 1 from outbox where closed_at is null')).toEqual([]))
    expect((await completeSignup(newClient({ url }), signupToken)).status).toBe(201)
    expect(await select('select identity_id from onboardings group by 1 having count(*) > 1')).toEqual([])
    const events = await select(
      "select count(*) from outbox where type = 'PendingSignupOpened' group by subject",
    )
    expect(new Set(events.map(({ count }) => count))).toEqual(new Set(['1']))
  }

  it('between commit and publish loses nothing, and ends with 0 when asked politely', async () => {
    await end(await run('all'), 'SIGTERM')
    const api = await run('api')
    const { body } = await newClient({ url }).login('8001')
    expect(await select('select publications from outbox where closed_at is null')).toEqual([
      { publications: 0 },
    ])
    await end(api, 'SIGKILL')
    const whole = await run('all')
    await finishes(body.signup_token)
    expect(await end(whole, 'SIGTERM')).toBe(0)
  })

  it('between publish and effect loses nothing', async () => {
    const first = await run('all')
    const holder = await pool.connect()
    await holder.query('begin; lock table onboardings in access exclusive mode')
    const { body } = await newClient({ url }).login('8002')
    await until(async () => {
      const [waiting] = await select(
        "select publications from outbox where closed_at is null and type = 'UserFirstSeen'",
      )
      expect(waiting.publications).toBeGreaterThan(0)
      const [working] = await select(
        "select count(*) from pg_locks where relation = 'onboardings'::regclass and not granted",
      )
      expect(working.count).not.toBe('0')
    })
    await end(first, 'SIGKILL')
    await holder.query('rollback')
    holder.release()
    const second = await run('all')
    await finishes(body.signup_token)
    await end(second, 'SIGTERM')
  })
})
