import { setTimeout as delay } from 'node:timers/promises'
import { migrateDatabase } from '../src/adapters/outbound/postgres/migrate.ts'
import { migrateQueue } from '../src/adapters/outbound/queue/postgres-schema.ts'
import { startSimulator } from '../src/infrastructure/simulator/simulator.ts'
import type { People } from '../test/faults/people.ts'
import { peopleAt } from '../test/faults/people.ts'
import { startPostgres } from '../test/faults/postgres-server.ts'
import { environment } from './environment.ts'
import { quantile } from './measure.ts'
import { freePort, startService } from './processes.ts'
import { openRedis } from './redis.ts'
import type { Place } from './run.ts'
import { machine, print, run, sizeGiven } from './run.ts'
import { onStop } from './stopping.ts'

/**
 * How soon all is well after each kind of restart, with one API and one worker: from the moment that what was gone
 * is back until a known user is in, and until somebody never seen has the pending signup. People come meanwhile
 * too, every 50 ms.
 */
const rounds = sizeGiven(3)
const patienceMs = 30_000

type Restart = () => Promise<unknown>
type Recovery = {
  readonly gone: number
  readonly login: number
  readonly signup: number
  readonly refused: number
  readonly slowest: number
}

let newest = 5_000_000

await run(measure)

async function measure({ directory, logFile }: Place): Promise<void> {
  const { people, restarts } = await site(directory, logFile)
  const known = String(newest)
  await people.becomeUser(known, patienceMs)
  const rows: string[][] = []
  for (const [name, restart] of Object.entries(restarts)) {
    const recoveries: Recovery[] = []
    for (let round = 0; round < rounds; round += 1) recoveries.push(await recovery(people, known, restart))
    const middle = (of: (each: Recovery) => number) => quantile(recoveries.map(of), 0.5).toFixed(0)
    const { gone, login, signup, refused, slowest } = {
      gone: middle((each) => each.gone),
      login: middle((each) => each.login),
      signup: middle((each) => each.signup),
      refused: middle((each) => each.refused),
      slowest: middle((each) => each.slowest),
    }
    rows.push([name, gone, login, signup, refused, slowest])
  }
  const columns = ['', 'gone for', 'login after', 'signup after', 'refused', 'slowest']
  print(`Recovery, ms, medians of ${rounds} (${JSON.stringify(machine)})`, columns, ...rows)
}

/** Restarts while people come, and waits until both kinds of them are served again. */
async function recovery(people: People, known: string, restart: Restart): Promise<Recovery> {
  const visitors = visit(people, known)
  try {
    await delay(300)
    const begun = performance.now()
    await restart()
    const back = performance.now()
    const [login, signup] = await Promise.all([
      until(async () => (await people.login(known)).status === 200),
      until(() => isServed(people)),
    ])
    return { gone: back - begun, login: login - back, signup: signup - back, ...(await visitors.end()) }
  } finally {
    await visitors.end()
  }
}

/** A known user who comes every 50 ms until the end. */
function visit(people: People, known: string) {
  let isOver = false
  const answers: { ok: boolean; ms: number }[] = []
  const visits: Promise<unknown>[] = []
  const one = async () => {
    const begun = performance.now()
    const { status } = await people.login(known)
    answers.push({ ok: status === 200, ms: performance.now() - begun })
  }
  const coming = (async () => {
    for (; !isOver; await delay(50)) visits.push(one())
  })()
  return {
    async end() {
      isOver = true
      await coming
      await Promise.all(visits)
      const refused = answers.filter(({ ok }) => !ok).length
      return { refused, slowest: Math.max(...answers.map(({ ms }) => ms)) }
    },
  }
}

/** Somebody new gets the pending signup. */
async function isServed(people: People): Promise<boolean> {
  newest += 1
  const required = await people.login(String(newest))
  if (required.status !== 202) return false
  return (await people.pendingSignup(required, patienceMs)).body.status === 'pending'
}

async function until(succeeds: () => Promise<boolean>): Promise<number> {
  const end = performance.now() + patienceMs
  while (!(await succeeds())) {
    if (performance.now() > end) throw new Error(`nothing recovered within ${patienceMs} ms`)
    await delay(5)
  }
  return performance.now()
}

async function site(directory: string, logFile: string) {
  const postgres = await startPostgres()
  onStop(postgres.stop)
  await migrateDatabase(postgres.url)
  await migrateQueue(postgres.url)
  const keys = { clientId: 'bench', clientSecret: 'bench', adminKey: 'bench' }
  const application = { appId: '1', kakao: keys }
  const port = await freePort()
  const publicUrl = `http://127.0.0.1:${port}`
  const kakao = await startSimulator({ host: '127.0.0.1', port: 0, publicUrl, application })
  onStop(kakao.close)
  const redis = await openRedis(directory)
  const queue = redis ? { REDIS_URL: redis.url } : {}
  const env = { ...environment(postgres.url, kakao.url), PUBLIC_URL: publicUrl, ...queue }
  const startApi = () => startService({ ...env, ROLE: 'api', PORT: String(port) }, logFile)
  const startWorker = () => startService({ ...env, ROLE: 'worker' }, logFile)
  let [api, worker] = await Promise.all([startApi(), startWorker()])
  const restarts: Record<string, Restart> = {
    'API killed and started': async () => {
      await api.stop('SIGKILL')
      api = await startApi()
    },
    'worker killed and started': async () => {
      await worker.stop('SIGKILL')
      worker = await startWorker()
    },
    ...(redis && {
      'Redis killed and started': async () => {
        await redis.kill()
        await redis.start()
      },
    }),
    'PostgreSQL restarted, fast': () => postgres.restart('fast'),
    'PostgreSQL restarted, immediate': () => postgres.restart('immediate'),
    'PostgreSQL frozen for 2 s': async () => {
      const thaw = await postgres.freeze()
      await delay(2_000)
      thaw()
    },
  }
  return { people: peopleAt(() => publicUrl), restarts }
}
