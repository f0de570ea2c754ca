import { afterAll, beforeAll, expect, it } from 'vitest'
import { postgresOutbox } from '../../src/adapters/outbound/postgres/outbox.ts'
import { postgresSessions } from '../../src/adapters/outbound/postgres/sessions.ts'
import { migratedDatabase } from '../support/database.ts'

let database: Awaited<ReturnType<typeof migratedDatabase>>
beforeAll(async () => {
  database = await migratedDatabase()
})
afterAll(() => database.drop())

const policy = { refreshGraceMs: 10_000, idleTtlMs: null }
const nobody = { has: () => false }
const count = async (what: string) => {
  const { rows } = await database.pool.query<{ count: number }>(`select count(*)::int as count from ${what}`)
  return rows[0]?.count
}

/** Ids in the order of time, as UUIDv7 is: the first `old` of them of things long over. */
const sessions = (all: number, old: number) => `
  with user_made as (insert into users (id, nickname) values (gen_random_uuid(), '길동') returning id),
  made as (
    insert into sessions (id, user_id, provider, refresh_token_hash, address, started_at, expires_at)
    select (lpad(to_hex(n), 8, '0') || '-0000-7000-8000-000000000000')::uuid, user_made.id, 'kakao', 'hash ' || n,
      '127.0.0.1', age.started_at, age.started_at + interval '14 days'
    from user_made, generate_series(1, ${all}) as n,
      lateral (select now() - case when n <= ${old} then interval '60 days' else interval '1 day' end as started_at) as age
    returning id
  )
  insert into spent_refresh_tokens (hash, session_id) select 'spent by ' || id, id from made`

it('removes thousands of old sessions with their spent tokens, step by step, and no young one', async () => {
  await database.pool.query(sessions(5_000, 3_500))
  const { prune } = postgresSessions(database.db, policy, nobody)
  expect(await prune(30)).toBe(3_500)
  expect(await count('sessions')).toBe(1_500)
  expect(await count('spent_refresh_tokens')).toBe(1_500)
  expect(await prune(30)).toBe(0)
})

it('removes old sessions behind old ones that are alive', async () => {
  await database.pool.query('truncate sessions cascade')
  await database.pool.query(sessions(3_000, 3_000))
  await database.pool.query(`update sessions set expires_at = now() + interval '1 day'
    where id < '000007d0-0000-7000-8000-000000000000'`)
  expect(await postgresSessions(database.db, policy, nobody).prune(30)).toBe(1_001)
  expect(await count('sessions')).toBe(1_999)
})

it('removes notes of handled events with the events, and keeps those of events that are there', async () => {
  const event = (age: string, closed: boolean) => `
    with told as (
      insert into outbox (id, type, subject, data, occurred_at, closed_at)
      select gen_random_uuid(), 'UserLoggedIn', gen_random_uuid(), '{}', now() - interval '${age}',
        ${closed ? `now() - interval '${age}'` : 'null'}
      returning id
    )
    insert into inbox (event_id, consumer, handled_at) select id, 'tests', now() - interval '${age}' from told`
  for (const [age, closed] of [
    ['31 days', true],
    ['31 days', false],
    ['29 days', true],
  ] as const)
    await database.pool.query(event(age, closed))
  await database.pool.query(
    "insert into inbox (event_id, consumer, handled_at) values (gen_random_uuid(), 'tests', now() - interval '31 days'), (gen_random_uuid(), 'tests', now())",
  )
  expect(await postgresOutbox(database.db).prune(30)).toBe(1)
  expect(await count('outbox')).toBe(2)
  expect(await count('inbox')).toBe(3)
  expect(await count('inbox where event_id in (select id from outbox)')).toBe(2)
})
