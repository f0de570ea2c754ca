import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { expect, it, onTestFinished, vi } from 'vitest'
import { freePort } from '../support/free-port.ts'
import { simulatedKakao } from '../support/kakao.ts'
import { freshDatabase } from '../support/postgres.ts'
import { spawnScript } from '../support/processes.ts'
import { visitor } from '../support/visitor.ts'

const roles = await readFile(join(import.meta.dirname, '../../deploy/postgres/roles.sql'), 'utf8')
vi.setConfig({ testTimeout: 120_000 })

const password = 'for-tests-alone'

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

  const person = visitor(() => url)
  const { body } = await person.logIn('7001')
  const signedUp = await person.signUp(body.signup_token ?? '')
  expect(signedUp.status).toBe(201)
  const refreshed = await person.refresh(signedUp.body.refresh_token ?? '')
  expect((await person.me(refreshed.body.access_token ?? '')).status).toBe(200)
  expect((await person.logIn('7001')).body.status).toBe('signed_in')
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

it.each(['daemun_api', 'daemun_worker'])('%s may define nothing', async (role) => {
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

/** A database after `deploy/postgres/roles.sql`, and its addresses for each of the roles. */
async function dividedDatabase() {
  const { connectionString, drop } = await freshDatabase()
  onTestFinished(drop)
  const client = new pg.Client({ connectionString })
  await client.connect()
  onTestFinished(() => client.end())
  const query = async (text: string) => (await client.query(text)).rows
  await query(roles)
  const as = (role: string) => {
    const url = new URL(connectionString)
    url.username = role
    url.password = password
    return url.href
  }
  for (const role of ['daemun_owner', 'daemun_api', 'daemun_worker']) {
    await query(`alter role ${role} password '${password}'`)
  }
  return { as, query }
}
