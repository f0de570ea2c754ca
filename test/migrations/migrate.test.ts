import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { describe, expect, it, onTestFinished } from 'vitest'
import { migrate } from '../../src/adapters/outbound/postgres/migrate.ts'
import type { Migrations } from '../../src/adapters/outbound/postgres/migrations/all.ts'
import { migrations } from '../../src/adapters/outbound/postgres/migrations/all.ts'
import type { Schema } from '../../src/adapters/outbound/postgres/schema.ts'
import {
  requireCurrentSchema,
  SchemaMismatch,
  schemaIsCurrent,
} from '../../src/adapters/outbound/postgres/schema-state.ts'
import { freshDatabase } from '../support/postgres.ts'

const migration = (statement: string) => ({
  up: async (db: Kysely<unknown>) => void (await sql.raw(statement).execute(db)),
})

const three: Migrations = {
  '003-more': migration('insert into steps values (3)'),
  '001-first': migration('create table steps (step integer primary key)'),
  '002-next': migration('insert into steps values (2)'),
}

describe('migrating', () => {
  it('applies what is missing in the order of the names, and nothing twice', async () => {
    const { db, rows } = await database()
    expect(await migrate(db, three)).toEqual(['001-first', '002-next', '003-more'])
    expect(await migrate(db, three)).toEqual([])
    expect(await rows('select step from steps order by step')).toEqual([{ step: 2 }, { step: 3 }])
    expect(await migrate(db, { ...three, '004-last': migration('insert into steps values (4)') })).toEqual([
      '004-last',
    ])
  })

  it('keeps what came before a migration that fails, and nothing of that one', async () => {
    const { db, rows } = await database()
    const broken = migration('insert into steps values (2); select 1 / 0')
    await expect(migrate(db, { ...three, '002-next': broken })).rejects.toMatchObject({
      message: 'migration 002-next changed nothing: division by zero',
      code: '22012',
    })
    expect(await rows('select count(*)::integer as steps from steps')).toEqual([{ steps: 0 }])
    expect(await migrate(db, three)).toEqual(['002-next', '003-more'])
  })

  it('lets each of ten racing migrators find every migration applied once', async () => {
    const { connectionString, rows } = await database()
    const racers = Array.from({ length: 10 }, () => connected(connectionString))
    const applied = await Promise.all(racers.map((db) => migrate(db, three)))
    expect(applied.flat().sort()).toEqual(['001-first', '002-next', '003-more'])
    expect(await rows('select step from steps order by step')).toEqual([{ step: 2 }, { step: 3 }])
  })

  it('does not hold up a table for long when it cannot have it itself', async () => {
    const { db, connectionString } = await database()
    await migrate(db, three)
    const reader = await client(connectionString)
    await reader.query('begin; select * from steps')
    const alter = migration('alter table steps add column name text')
    const begun = performance.now()
    await expect(migrate(db, { ...three, '004-alter': alter })).rejects.toMatchObject({ code: '55P03' })
    expect(performance.now() - begun).toBeLessThan(6_000)
    await reader.query('commit')
    expect(await migrate(db, { ...three, '004-alter': alter })).toEqual(['004-alter'])
  })

  it('is not cut short by the deadlines of the service', async () => {
    const { connectionString } = await database()
    const url = new URL(connectionString)
    url.searchParams.set('options', '-c statement_timeout=300')
    const long = { '001-long': migration('select pg_sleep(0.6)') }
    expect(await migrate(connected(url.href), long)).toEqual(['001-long'])
  })
})

describe('a schema', () => {
  it('that is too new is refused before anything is touched', async () => {
    const { db, rows } = await database()
    await migrate(db)
    await sql`insert into kysely_migration values ('999-from-the-future', now()::text)`.execute(db)
    const pending = { ...migrations, '002-mine': migration('create table mine ()') }
    await expect(migrate(db, pending)).rejects.toThrow(SchemaMismatch)
    await expect(migrate(db)).rejects.toThrow(/newer than this version.*999-from-the-future/)
    await expect(requireCurrentSchema(db)).rejects.toThrow(/newer than this version.*999-from-the-future/)
    expect(await schemaIsCurrent(db)).toBe(false)
    expect(await rows(`select to_regclass('mine') as mine`)).toEqual([{ mine: null }])
  })

  it('that was only expanded since serves on, and needs nothing', async () => {
    const { db } = await database()
    await migrate(db)
    await sql`insert into kysely_migration values ('999-expand-users', now()::text)`.execute(db)
    expect(await schemaIsCurrent(db)).toBe(true)
    await requireCurrentSchema(db)
    expect(await migrate(db)).toEqual([])
  })

  it('that is too old, or not there at all, is told with the cure', async () => {
    const { db } = await database()
    expect(await schemaIsCurrent(db)).toBe(false)
    await expect(requireCurrentSchema(db)).rejects.toThrow(/lacks 001-logins-and-signups.*npm run migrate/)
  })
})

async function database() {
  const { connectionString, drop } = await freshDatabase()
  onTestFinished(drop)
  const own = await client(connectionString)
  const rows = async (text: string) => (await own.query(text)).rows
  return { connectionString, db: connected(connectionString), rows }
}

function connected(connectionString: string): Kysely<Schema> {
  const pool = new pg.Pool({ connectionString, max: 1 })
  // Its last socket ends with the database.
  pool.on('error', () => {})
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) })
  onTestFinished(() => db.destroy())
  return db
}

async function client(connectionString: string): Promise<pg.Client> {
  const opened = new pg.Client({ connectionString })
  await opened.connect()
  onTestFinished(() => opened.end())
  return opened
}
