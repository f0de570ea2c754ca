import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { postgresConsents } from '../src/adapters/outbound/postgres/consents.ts'
import { connect } from '../src/adapters/outbound/postgres/database.ts'
import { postgresSignups } from '../src/adapters/outbound/postgres/signups.ts'
import { systemIds } from '../src/adapters/outbound/system/ids.ts'
import { opaqueRefreshTokens } from '../src/adapters/outbound/tokens/refresh-tokens.ts'
import { expireSignups } from '../src/application/expire-signups.ts'
import type { IdentityId } from '../src/domain/identity.ts'
import { builtinPlan } from '../src/domain/onboarding.ts'
import { complete } from '../src/domain/signup-completion.ts'
import type { UserId } from '../src/domain/user.ts'
import type { BenchDatabase } from './database.ts'
import { openDatabase } from './database.ts'
import { onStop, stopAll } from './stopping.ts'

const usage = `node bench/onboarding.ts expiry [signups, 100000]   erases signups whose time is up, with two sweepers
node bench/onboarding.ts ledger [lines, 10000000]    reads what one person agreed to
node bench/onboarding.ts completion                  counts the statements that make a user
BENCH_DATABASE_URL names a server; else an embedded PostgreSQL is started.`

const nobodyWaits: ReadonlySet<never> = new Set()
const terms = [{ id: 'tos', version: '1', hash: 'h', required: true }]

const seedSignups = `
with numbered as (select n, gen_random_uuid() as id from generate_series(1, $1::integer) as n),
seen as (
  insert into identities (id, provider, subject, sealed_profile)
  select id, 'kakao', n::text, repeat('x', 300) from numbered
), planned as (
  insert into onboardings (id, identity_id, plan) select gen_random_uuid(), id, $2::jsonb from numbered
)
insert into pending_signups (id, identity_id, status, answers, opened_at, expires_at)
select gen_random_uuid(), id, 'open', '{"profile": {"nickname": "길동"}, "agreedTerms": []}',
  now() - interval '7 days', now() + $3 * interval '1 second' from numbered`

/** 100,000 in one hour are 28 a second: how many can be done in one, and what is left behind. */
async function expiry(database: BenchDatabase, signups: number): Promise<void> {
  await database.query(seedSignups, [signups, JSON.stringify({ ...builtinPlan, terms }), -1])
  await database.query('analyze')
  const size = () => sizeOf(database)
  const [before, watch] = [await size(), watchLocks(database)]
  const sweepers = [1, 2].map(() => connect(database.connectionString, () => {}))
  const started = performance.now()
  const counts = await Promise.all(
    sweepers.map(({ db }) => expireSignups({ signups: postgresSignups(db, nobodyWaits) })()),
  )
  const seconds = (performance.now() - started) / 1_000
  const most = await watch.stop()
  for (const each of sweepers) await each.close()
  const after = await size()
  await database.query('vacuum')
  const vacuumed = await size()
  await database.query(seedSignups, [signups, JSON.stringify({ ...builtinPlan, terms }), 3_600])
  print({
    expired: counts.reduce((sum, count) => sum + count),
    'by each sweeper': counts.join(' and '),
    'a second': Math.round(signups / seconds),
    seconds: seconds.toFixed(1),
    'most waiting for a lock at once': most,
    'MB before, after, after vacuum, and with as many new ones': [before, after, vacuumed, await size()].join(
      ', ',
    ),
    'events told': (await database.query(`select from outbox where type = 'PendingSignupExpired'`)).length,
  })
}

/** The same database, whose statements may take as long as they like: seeding millions of rows does. */
function unhurried(database: BenchDatabase): BenchDatabase {
  const { connectionString } = database
  const pool = new pg.Pool({ connectionString, max: 2 })
  // The server may be stopped before the last connection is.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  onStop(() => pool.end())
  return {
    ...database,
    query: async <Row extends pg.QueryResultRow>(text: string, values?: unknown[]) =>
      (await pool.query<Row>(text, values)).rows,
  }
}

async function sizeOf(database: BenchDatabase): Promise<string> {
  const [row] = await database.query<{ mb: string }>(
    `select round(sum(pg_total_relation_size(oid)) / 1e6) as mb from pg_class
     where relname in ('identities', 'onboardings', 'pending_signups')`,
  )
  return row?.mb ?? ''
}

/** Looks ten times a second how many statements wait for a lock. */
function watchLocks(database: BenchDatabase) {
  let most = 0
  const look = async () => {
    const waiting = await database.query(`select from pg_stat_activity where wait_event_type = 'Lock'`)
    most = Math.max(most, waiting.length)
  }
  const timer = setInterval(() => void look().catch(() => {}), 100)
  return {
    async stop() {
      clearInterval(timer)
      return most
    },
  }
}

/** Ten lines a person, in the order of time, so that a person's lines lie far apart as they would. */
async function ledger(database: BenchDatabase, lines: number): Promise<void> {
  const people = Math.max(1, Math.round(lines / 10))
  await database.query(
    `insert into users (id, nickname) select ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'n'
     from generate_series(1, $1::integer) as n`,
    [people],
  )
  await database.query(
    `insert into consents (id, user_id, terms_id, terms_version, terms_hash, agreed_at)
     select gen_random_uuid(), ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'terms-' || round, '1',
       repeat('0', 64), now() - (10 - round) * interval '1 day'
     from generate_series(1, 10) as round, generate_series(1, $1::integer) as n`,
    [people],
  )
  await database.query('vacuum analyze consents')
  const user = `00000000-0000-7000-8000-${Math.ceil(people / 2)
    .toString(16)
    .padStart(12, '0')}` as UserId
  const rows = await database.query<{ 'QUERY PLAN': string }>(
    `explain (analyze, buffers, costs off) select * from consents where user_id = '${user}' order by position`,
  )
  const { db, close } = connect(database.connectionString, () => {})
  const consents = postgresConsents(db, nobodyWaits)
  const times: number[] = []
  for (let reads = 0; reads < 200; reads += 1) {
    const started = performance.now()
    await consents.ledger(user)
    times.push(performance.now() - started)
  }
  await close()
  times.sort((one, other) => one - other)
  print({
    lines: people * 10,
    plan: `\n${rows.map((row) => `    ${row['QUERY PLAN']}`).join('\n')}`,
    'milliseconds a read, p50 and p99': `${times[100]?.toFixed(2)}, ${times[198]?.toFixed(2)}`,
  })
}

/** What one completion sends to the database. */
async function completion(database: BenchDatabase): Promise<void> {
  await database.query(seedSignups, [1, JSON.stringify({ ...builtinPlan, terms }), 3_600])
  const [identity] = await database.query<{ id: IdentityId }>('select id from identities')
  const { db, pool, close } = connect(database.connectionString, () => {})
  const sent: string[] = []
  pool.on('connect', (client) => {
    const query = client.query.bind(client)
    Object.assign(client, {
      query: (...words: [string]) => {
        sent.push(String(words[0]).slice(0, 90).replace(/\s+/g, ' '))
        return query(...words)
      },
    })
  })
  const first = opaqueRefreshTokens.start()
  const device = { userAgent: null, address: '127.0.0.1' }
  const session = {
    id: first.sessionId,
    refreshTokenHash: first.hash,
    ttlSeconds: 60,
    clientId: null,
    device,
  }
  const answers = { profile: {}, agreedTerms: ['tos'] }
  const made = { userId: systemIds.userId(), verifiedEmail: null }
  const outcome = await postgresSignups(db, nobodyWaits).complete(
    identity?.id as IdentityId,
    session,
    (signup, now) => complete(signup, answers, made, now),
  )
  await close()
  print({
    outcome: outcome.kind,
    statements: sent.length,
    sent: `\n${sent.map((each) => `    ${each}`).join('\n')}`,
  })
}

function print(figures: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(figures)) process.stdout.write(`${name}: ${value}\n`)
}

const parts = {
  expiry: [expiry, 100_000],
  ledger: [ledger, 10_000_000],
  completion: [completion, 1],
} as const
const [name = '', size] = process.argv.slice(2)
if (!Object.hasOwn(parts, name)) {
  process.stderr.write(`${usage}\n`)
  process.exit(64)
}
const [run, usual] = parts[name as keyof typeof parts]
const directory = await mkdtemp(join(tmpdir(), 'daemun-bench-'))
const database = unhurried(await openDatabase(process.env.BENCH_DATABASE_URL ?? null, directory))
try {
  await run(database, Number(size ?? usual))
} finally {
  await stopAll()
}
process.exit(0)
