import pg from 'pg'
import { expect, it, onTestFinished, vi } from 'vitest'
import { peopleAt } from '../faults/people.ts'
import { dividedDatabase } from '../support/divided-database.ts'
import { freePort } from '../support/free-port.ts'
import { simulatedKakao } from '../support/kakao.ts'
import { spawnScript } from '../support/processes.ts'

vi.setConfig({ testTimeout: 120_000 })

it('serves and works with roles that may change rows and nothing else', async () => {
  const { as, query } = await dividedDatabase()
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const env = { ...(await simulatedKakao(url)), HOST: '127.0.0.1', PORT: String(port) }

  expect(await spawnScript('migrate', { ...env, DATABASE_URL: as('daemun_owner') }).ended).toBe(0)
  const api = spawnScript('main', { ...env, ROLE: 'api', DATABASE_URL: as('daemun_api') })
  const worker = spawnScript('main', {
    ...env,
    ROLE: 'worker',
    PORT: '0',
    DATABASE_URL: as('daemun_worker'),
  })
  await Promise.all([api.shows(/ready/), worker.shows(/ready/)])

  const people = peopleAt(() => url)
  const signedUp = await people.becomeUser('7001', 20_000)
  expect(signedUp.status).toBe(201)
  expect((await people.refresh(signedUp)).status).toBe(200)
  expect((await people.login('7001')).body.status).toBe('signed_in')
  expect(await query('select from outbox where closed_at is null')).toEqual([])

  for (const { child, ended } of [api, worker]) {
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
  }
  expect([api.output(), worker.output()].join('')).not.toMatch(/permission denied/)
})

it('may run with the worker role alone once the schema is there', async () => {
  const { as } = await dividedDatabase()
  const port = await freePort()
  const env = { ...(await simulatedKakao(`http://127.0.0.1:${port}`)), PORT: String(port) }
  const early = spawnScript('main', { ...env, DATABASE_URL: as('daemun_worker') })
  expect(await early.ended).toBe(1)
  expect(early.output()).toMatch(/^DATABASE_URL: .*permission denied.*docs\/migrations\.md/)
  expect(await spawnScript('migrate', { ...env, DATABASE_URL: as('daemun_owner') }).ended).toBe(0)
  const alone = spawnScript('main', { ...env, DATABASE_URL: as('daemun_worker') })
  await alone.shows(/ready/)
})

it.each(['daemun_api', 'daemun_worker'] as const)('%s may define nothing', async (role) => {
  const { as } = await dividedDatabase()
  const env = { ...(await simulatedKakao('http://127.0.0.1')), DATABASE_URL: as('daemun_owner') }
  expect(await spawnScript('migrate', env).ended).toBe(0)
  const client = new pg.Client({ connectionString: as(role) })
  await client.connect()
  onTestFinished(() => client.end())
  const refusal = (statement: string) =>
    client.query(statement).then(
      () => `${statement} was allowed`,
      ({ code }) => code,
    )
  const definitions = [
    'create table mine ()',
    'create schema mine',
    'create table bullmq.mine ()',
    'alter table users add column admin boolean',
    'drop table users',
    'truncate users',
    'drop function announce_event cascade',
    'update consents set source = source',
    'delete from consents',
    'alter table consents disable trigger all',
    `create function mine() returns integer language sql as 'select 1'`,
    'create extension pgcrypto',
    'create role mine',
    'set role daemun_owner',
  ]
  for (const statement of definitions) expect(await refusal(statement)).toBe('42501')
  if (role !== 'daemun_api') return
  expect(await refusal('select from bullmq.job')).toBe('42501')
  expect(await refusal('create temporary table mine ()')).toBe('42501')
})
