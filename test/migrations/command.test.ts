import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { migrations } from '../../src/adapters/outbound/postgres/migrations/all.ts'
import { freePort } from '../support/free-port.ts'
import { freshDatabase } from '../support/postgres.ts'
import { spawnScript } from '../support/processes.ts'

vi.setConfig({ testTimeout: 120_000 })

const settings = {
  PUBLIC_URL: 'http://localhost:3000',
  DAEMUN_SECRET: 'a-secret-for-tests-alone-of-enough-bytes',
  KAKAO_CLIENT_ID: 'tests',
}

const patient = { timeout: 15_000, interval: 10 }

describe('npm run migrate', () => {
  it('makes everything that the service needs, and the second time finds it done', async () => {
    const { env } = await database()
    const first = spawnScript('migrate', env)
    expect(await first.ended).toBe(0)
    expect(first.output()).toContain('applied now: 001-logins-and-signups')
    const second = spawnScript('migrate', env)
    expect(await second.ended).toBe(0)
    expect(second.output()).toContain('applied now: nothing')
    for (const ROLE of ['api', 'worker']) await starts({ ...env, ROLE })
  })

  it('may race: two succeed, and one of them applied each migration', async () => {
    const { env, query } = await database()
    const racers = [spawnScript('migrate', env), spawnScript('migrate', env)]
    expect(await Promise.all(racers.map(({ ended }) => ended))).toEqual([0, 0])
    const said = racers.flatMap(({ output }) => /applied now: (.+)/.exec(output())?.[1]?.split(', ') ?? [])
    const all = Object.keys(migrations)
    expect(said.filter((name) => name !== 'nothing').sort()).toEqual(all)
    const executed = await query('select name from kysely_migration order by name')
    expect(executed.map(({ name }) => name)).toEqual(all)
  })

  it('killed halfway leaves nothing behind, and the next one starts over', async () => {
    const { env, query, client } = await database()
    await query('create table kysely_migration (name text primary key, timestamp text)')
    await query(`begin; insert into kysely_migration values ('001-logins-and-signups', '')`)
    const killed = spawnScript('migrate', env)
    const other = await client()
    const atTheEnd = `select from pg_stat_activity where datname = current_database()
      and wait_event_type = 'Lock' and query like 'insert into kysely_migration%'`
    await vi.waitFor(async () => expect((await other.query(atTheEnd)).rowCount).toBe(1), patient)
    killed.child.kill('SIGKILL')
    expect(await killed.ended).toBe('SIGKILL')
    await query('rollback')
    const next = spawnScript('migrate', env)
    expect([await next.ended, next.output()]).toEqual([0, expect.stringContaining('001-logins')])
  })

  it('exits with 1 and the reason when the database refuses', async () => {
    const DATABASE_URL = `postgres://postgres@127.0.0.1:${await freePort()}/daemun`
    const refused = spawnScript('migrate', { ...settings, DATABASE_URL })
    expect(await refused.ended).toBe(1)
    expect(refused.output()).toMatch(/^DATABASE_URL: the database at 127\.0\.0\.1:\d+ cannot be used: .*\n$/)
  })

  it('exits with 1 when the schema is newer than it knows', async () => {
    const { env, query } = await database()
    expect(await spawnScript('migrate', env).ended).toBe(0)
    await query(`insert into kysely_migration values ('999-from-the-future', now()::text)`)
    const old = spawnScript('migrate', env)
    expect(await old.ended).toBe(1)
    expect(old.output()).toMatch(/^DATABASE_URL: .*newer than this version.*999-from-the-future/)
  })

  it('exits with 78 when the environment is wrong', async () => {
    const wrong = spawnScript('migrate', { DATABASE_URL: 'mysql://localhost/daemun' })
    expect(await wrong.ended).toBe(78)
    expect(wrong.output()).toContain('DATABASE_URL must be')
  })

  it('migrates the embedded PostgreSQL too', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'daemun-migrate-'))
    onTestFinished(() => rm(directory, { recursive: true, force: true }))
    const embedded = spawnScript('migrate', { PWD: directory })
    expect([await embedded.ended, embedded.output()]).toEqual([0, expect.stringContaining('001-logins')])
  })
})

describe('a start', () => {
  it.each(['api', 'worker'])('as %s does not migrate, and says what to run', async (ROLE) => {
    const { env, query } = await database()
    await query(
      'create table kysely_migration (name varchar(255) primary key, timestamp varchar(255) not null)',
    )
    await query(`insert into kysely_migration values ('000-expand-before', now()::text)`)
    const early = spawnScript('main', { ...env, ROLE })
    expect(await early.ended).toBe(1)
    expect(early.output()).toMatch(/^DATABASE_URL: .*older than this version.*npm run migrate/)
    expect(await query(`select from pg_tables where schemaname in ('public', 'bullmq')`)).toHaveLength(1)
  })

  it('as api makes the tables of a database that has none', async () => {
    const { env } = await database()
    await starts({ ...env, ROLE: 'api' })
  })

  it('as api and worker at once, on a database that has none, lets neither be in the way of the other', async () => {
    const { env } = await database()
    await Promise.all(['api', 'worker', 'worker'].map((ROLE) => starts({ ...env, ROLE })))
  })

  it('as api waits a little for a migrator that is at it', async () => {
    const { env, query } = await database()
    expect(await spawnScript('migrate', env).ended).toBe(0)
    await query(`create table later as select * from kysely_migration where name > '002'`)
    await query(`delete from kysely_migration where name > '002'`)
    const early = spawnScript('main', { ...env, ROLE: 'api', PORT: String(await freePort()) })
    const isThere = `select from pg_stat_activity where datname = current_database() and application_name = 'daemun'`
    await vi.waitFor(async () => expect(await query(isThere)).not.toEqual([]), patient)
    await query('insert into kysely_migration select * from later')
    await early.shows(/ready/)
  })

  it('as worker needs the tables of the queue too', async () => {
    const { env, query } = await database()
    expect(await spawnScript('migrate', env).ended).toBe(0)
    await query('delete from bullmq.migration where version > 1')
    const early = spawnScript('main', { ...env, ROLE: 'worker' })
    expect(await early.ended).toBe(1)
    expect(early.output()).toMatch(/^DATABASE_URL: .*tables of the queue.*npm run migrate/)
    await starts({ ...env, ROLE: 'api' })
  })

  it.each(['all', 'api', 'worker'])('as %s refuses a schema that has left it behind', async (ROLE) => {
    const { env, query } = await database()
    expect(await spawnScript('migrate', env).ended).toBe(0)
    await query(`insert into kysely_migration values ('999-from-the-future', now()::text)`)
    const old = spawnScript('main', { ...env, ROLE })
    expect(await old.ended).toBe(1)
    expect(old.output()).toMatch(/^DATABASE_URL: .*newer than this version.*999-from-the-future/)
  })

  it('alone migrates by itself', async () => {
    const { env } = await database()
    await starts(env)
  })
})

async function starts(env: NodeJS.ProcessEnv): Promise<void> {
  const service = spawnScript('main', { ...env, PORT: String(await freePort()) })
  await service.shows(/ready/)
  service.child.kill('SIGTERM')
  expect(await service.ended).toBe(0)
}

async function database() {
  const { connectionString, drop } = await freshDatabase()
  onTestFinished(drop)
  const client = async () => {
    const opened = new pg.Client({ connectionString })
    await opened.connect()
    onTestFinished(() => opened.end())
    return opened
  }
  const own = await client()
  const query = async (text: string) => (await own.query(text)).rows
  return { env: { ...settings, DATABASE_URL: connectionString }, query, client }
}
