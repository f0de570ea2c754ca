import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { startSimulator } from '../src/infrastructure/simulator/simulator.ts'
import { newClient } from '../test/support/client.ts'
import { hostileGoogle } from '../test/support/hostile-stages.ts'
import type { Flood, Told } from '../test/support/webhook-flood.ts'
import { floodOf, pour } from '../test/support/webhook-flood.ts'
import type { BenchDatabase } from './database.ts'
import { openDatabase } from './database.ts'
import { environment } from './environment.ts'
import { cpuOf, quantile } from './measure.ts'
import { startService } from './processes.ts'
import { machine, print, run, sizeGiven } from './run.ts'
import { settings } from './settings.ts'
import { onStop } from './stopping.ts'

/** Webhooks of three providers, a third each: `npm run bench:webhooks -- 30000`. */
const size = sizeGiven(10_000)
/** Of each provider; each is told of about `size / 3 * 0.3 / people` times. */
const people = 500
const [adminKey, clientId, secret] = ['bench-admin', 'bench', 'bench-secret']
const msBetweenLogins = 50

await run(async ({ directory, logFile }) => {
  const database = await openDatabase(settings.databaseUrl, join(directory, 'embedded'))
  const google = await hostileGoogle()
  onStop(google.server.close)
  const simulator = await startSimulator({
    host: '127.0.0.1',
    port: 0,
    publicUrl: 'http://127.0.0.1',
    application: {
      appId: '1',
      kakao: { clientId, clientSecret: clientId, adminKey },
      naver: { clientId, clientSecret: secret },
    },
  })
  onStop(simulator.close)
  await seed(database)
  const { origin, pid } = await startService(
    {
      ...environment(database.connectionString, simulator.url),
      ...google.env,
      KAKAO_ADMIN_KEY: adminKey,
      NAVER_AUTH_URL: simulator.url,
      NAVER_API_URL: simulator.url,
      NAVER_CLIENT_ID: clientId,
      NAVER_CLIENT_SECRET: secret,
    },
    logFile,
  )
  const webhooks = await floodOf(floodAbout(google.server), size)

  await logins(origin, delay(2_000))
  const alone = await logins(origin, delay(3_000))
  const [cpu, begun] = [cpuOf(pid), performance.now()]
  const pouring = pour(origin, webhooks)
  const [{ odd, waits }, meanwhile] = await Promise.all([pouring, logins(origin, pouring)])
  const [spent, seconds] = [cpuOf(pid) - cpu, (performance.now() - begun) / 1_000]
  await database.eventsHandled()
  const settled = (performance.now() - begun) / 1_000
  print(
    `Webhooks (${JSON.stringify({ ...machine, postgresql: database.version, size, people })})`,
    ['', 'a second', 'CPU ms', 'p50 ms', 'p99 ms', 'longest ms', 'odd'],
    row('webhooks', waits, seconds, (spent / waits.length).toFixed(2), odd),
    row('logins with none', alone.waits, 3, '-', alone.odd),
    row('logins meanwhile', meanwhile.waits, seconds, '-', meanwhile.odd),
  )
  print('Effects', ['all had after', `${settled.toFixed(1)} s`], ...(await effects(database)))
})

function row(name: string, waits: readonly number[], seconds: number, cpu: string, odd: number) {
  const ms = [quantile(waits, 0.5), quantile(waits, 0.99), Math.max(...waits)]
  return [name, (waits.length / seconds).toFixed(0), cpu, ...ms.map((each) => each.toFixed(1)), odd]
}

function floodAbout(server: Flood['google']['server']): Flood {
  const gone = (name: (n: number) => string): Told[] =>
    Array.from({ length: people }, (_, n) => ({ subject: name(n + 1), isGone: true }))
  return {
    kakao: { adminKey, people: gone(String) },
    naver: { clientId, secret, people: gone((n) => `naver-${n}`) },
    google: { clientId: 'the-client-id', server, people: gone((n) => `google-${n}`) },
  }
}

/** People of all three, who were last there an hour ago; of Kakao one more, who logs in. */
async function seed(database: BenchDatabase): Promise<void> {
  await database.seed(people + 1)
  await database.query(`
    with numbered as (
      select provider || '-' || n as subject, provider, gen_random_uuid() as id
      from generate_series(1, ${people}) as n, unnest(array['naver', 'google']) as provider
    ), made as (insert into users (id, nickname) select id, subject from numbered)
    insert into identities (id, provider, subject, user_id)
    select gen_random_uuid(), provider, subject, id from numbered`)
  await database.query(`update identities set last_seen_at = now() - interval '1 hour'`)
  await database.query(`
    insert into sessions (id, user_id, provider, refresh_token_hash, address, started_at, expires_at)
    select gen_random_uuid(), user_id, provider, id::text, '127.0.0.1', now() - interval '1 hour',
      now() + interval '1 day'
    from identities`)
}

/** Logs one person in again and again, until something else is over. */
async function logins(url: string, other: Promise<unknown>) {
  const waits: number[] = []
  let [odd, isOver] = [0, false]
  other.finally(() => {
    isOver = true
  })
  while (!isOver) {
    const client = newClient({ url })
    const callback = await client.atProvider(String(people + 1))
    const begun = performance.now()
    const { status } = await client.fetch(callback)
    waits.push(performance.now() - begun)
    if (status !== 200) odd += 1
    await delay(msBetweenLogins)
  }
  return { odd, waits }
}

async function effects({ query }: BenchDatabase): Promise<[string, number][]> {
  const rows = await query<{ type: string; count: number }>(
    'select type, count(*)::integer as count from outbox group by type order by type',
  )
  return rows.map(({ type, count }) => [type, count])
}
