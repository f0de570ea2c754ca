import { setTimeout as pause } from 'node:timers/promises'
import { expect } from 'vitest'
import type { Promises } from './people.ts'

type Query = <Row extends Record<string, unknown>>(sql: string, values?: unknown[]) => Promise<Row[]>

/**
 * Every sentence of contract.md's invariants and of "any time the service has settled after faults" that rows can
 * tell, as a query for its breaches.
 */
const breaches: Record<string, string> = {
  'one identity for a provider and subject': `
    select provider, subject from identities group by 1, 2 having count(*) > 1`,
  'one UserFirstSeen for an identity': `
    select i.id, count(o.id) from identities i
    left join outbox o on o.subject = i.id and o.type = 'UserFirstSeen' group by 1 having count(o.id) <> 1`,
  'no UserFirstSeen of nobody': `
    select o.id from outbox o left join identities i on i.id = o.subject
    where o.type = 'UserFirstSeen' and i.id is null
    and not exists (select from outbox e where e.type in ('PendingSignupExpired', 'PendingSignupAbandoned')
      and e.data ->> 'identity_id' = o.subject::text)`,
  'an open signup with its onboarding for every newcomer, none for a user': `
    select i.id, i.user_id, count(p.id) from identities i
    left join pending_signups p on p.identity_id = i.id and p.status = 'open' group by 1, 2
    having count(p.id) <> case when i.user_id is null then 1 else 0 end`,
  'one onboarding for an identity': `
    select i.id, count(b.id) from identities i
    left join onboardings b on b.identity_id = i.id group by 1 having count(b.id) <> 1`,
  'one completed signup for a user': `
    select i.user_id, count(p.id) from identities i
    left join pending_signups p on p.identity_id = i.id and p.status = 'completed'
    where i.user_id is not null group by 1 having count(p.id) <> 1`,
  'no user without an identity': `
    select u.id from users u left join identities i on i.user_id = u.id where i.id is null`,
  'consent to every required document for a user': `
    select u.id, count(c.id) from users u left join consents c on c.user_id = u.id group by 1 having count(c.id) < 2`,
  'one SignupCompleted for a user': `
    select u.id, count(o.id) from users u
    left join outbox o on o.type = 'SignupCompleted' and o.data ->> 'user_id' = u.id::text
    group by 1 having count(o.id) <> 1`,
  'no SignupCompleted without its user': `
    select o.id from outbox o left join users u on u.id::text = o.data ->> 'user_id'
    where o.type = 'SignupCompleted' and u.id is null`,
  'one PendingSignupOpened for a pending signup': `
    select p.id, count(o.id) from pending_signups p
    left join outbox o on o.type = 'PendingSignupOpened' and o.subject = p.id group by 1 having count(o.id) <> 1`,
  'one UserLoggedIn for a session': `
    select s.id, count(o.id) from sessions s
    left join outbox o on o.type = 'UserLoggedIn' and o.data ->> 'session_id' = s.id::text
    group by 1 having count(o.id) <> 1`,
  'no UserLoggedIn without its session': `
    select o.id from outbox o left join sessions s on s.id::text = o.data ->> 'session_id'
    where o.type = 'UserLoggedIn' and s.id is null`,
  'no token that is current in one place and spent in another': `
    select t.hash from spent_refresh_tokens t
    join sessions s on t.hash in (s.refresh_token_hash, s.previous_refresh_token_hash)`,
  'no two sessions with one token': `
    select refresh_token_hash from sessions group by 1 having count(*) > 1`,
  'an effect noted for every event that was closed by one': `
    select o.id from outbox o left join inbox n on n.event_id = o.id
    where o.type = 'UserFirstSeen' and o.closed_at is not null and n.event_id is null`,
  'no event left open, none parked': `
    select id, type, publications, failures, last_error, parked_at from outbox where closed_at is null`,
  'no transaction left open': `
    select pid, state, query from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()
    and state like 'idle in transaction%' and state_change < now() - interval '1 second'`,
  'no lock left waiting': `
    select l.pid, a.query from pg_locks l join pg_stat_activity a using (pid)
    where not l.granted and a.query_start < now() - interval '1 second'`,
}

const kept: Record<Exclude<keyof Promises, 'secrets'>, string> = {
  users: 'users',
  sessions: 'sessions',
  identities: 'identities',
}

/** Waits until every event had its effect, with nobody's help. Throws with what is left after `withinMs`. */
export async function settled(query: Query, withinMs: number): Promise<void> {
  const until = performance.now() + withinMs
  for (;;) {
    const open = await query(breaches['no event left open, none parked'] ?? '')
    if (open.length === 0) return
    if (performance.now() > until) throw new Error(`still open after ${withinMs} ms: ${JSON.stringify(open)}`)
    await pause(50)
  }
}

/** Holds the database to every invariant and to every promise that somebody was given by a 2xx. */
export async function expectInvariants(query: Query, promises: Promises): Promise<void> {
  for (const [invariant, sql] of Object.entries(breaches)) {
    expect({ invariant, breaches: await query(sql) }).toEqual({ invariant, breaches: [] })
  }
  for (const [name, table] of Object.entries(kept)) {
    const promised = [...promises[name as keyof typeof kept]]
    const sql = `select id from unnest($1::uuid[]) as promised (id) where id not in (select id from ${table})`
    expect({ promised: name, lost: await query(sql, [promised]) }).toEqual({ promised: name, lost: [] })
  }
}

/** Nothing that can be presented is in what was logged, nor in any row of ours or of the queue (invariant 6). */
export async function expectNoSecrets(query: Query, logged: string, { secrets }: Promises): Promise<void> {
  const rows = await query<{ row: string }>(`
    select identities::text as row from identities union all select sessions::text from sessions
    union all select outbox::text from outbox union all select onboardings::text from onboardings
    union all select pending_signups::text from pending_signups
    union all select spent_refresh_tokens::text from spent_refresh_tokens`)
  const [queue] = await query<{ there: boolean }>(`select to_regclass('bullmq.job') is not null as there`)
  const jobs = queue?.there ? await query<{ row: string }>('select job::text as row from bullmq.job') : []
  const everything = [logged, ...rows.map(({ row }) => row), ...jobs.map(({ row }) => row)].join('\n')
  expect([...secrets].filter((secret) => everything.includes(secret))).toEqual([])
}
