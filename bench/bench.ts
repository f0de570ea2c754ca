import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from './database.ts'
import type { Part, Server } from './processes.ts'
import { forkHelper, forkServer, startService } from './processes.ts'
import { rowsOf, tableOf } from './report.ts'
import type { Variant } from './rounds.ts'
import { knownUsers, measureInTurn } from './rounds.ts'
import { settings } from './settings.ts'

/** How to stop what was started, in that order. */
const stops: (() => Promise<unknown>)[] = []
let stopping: Promise<void> | undefined
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => void stopAll().then(() => process.exit(130)))
}

try {
  await main()
} catch (error) {
  // What is stopped in the middle fails in the middle.
  if (!stopping) throw error
} finally {
  await stopAll()
}

/** The login of a known user and of someone never seen: the product beside the floor. Asserts nothing. */
async function main(): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'daemun-bench-'))
  stops.push(() => rm(directory, { recursive: true, force: true }))
  // Root's embedded PostgreSQL runs as another user, who must pass through.
  await chmod(directory, 0o711)
  const database = await openDatabase(settings.databaseUrl, join(directory, 'embedded'))
  stops.push(database.close)
  await database.seed(knownUsers)

  const kakao = started(await forkServer('fake-kakao.ts'))
  const env = environment(database.connectionString, kakao.origin)
  const service = async (variant: string, own: Record<string, string>): Promise<Variant> => {
    const server = await startService({ ...env, ...own }, join(directory, 'service.log'))
    return { ...started(server), variant }
  }
  const variants = [
    { ...started(await forkServer('floor.ts', env)), variant: 'floor' },
    await service('service', { ROLE: 'api', LOG_LEVEL: 'warn' }),
    await service('service, log info', { ROLE: 'api', LOG_LEVEL: 'info' }),
  ]
  const loader = started(forkHelper('load.ts'))

  const login = { database, loader, withWorker: false }
  const known = await measureInTurn(login, 'known', variants)
  const firstSeen = await measureInTurn(login, 'firstSeen', variants)
  await database.closeEvents()
  // A worker would take up the events of the others too: it starts when they are done.
  const whole = await service('service and worker, log info', { ROLE: 'all', LOG_LEVEL: 'info' })
  const [last] = await measureInTurn({ ...login, withWorker: true }, 'firstSeen', [whole])

  const rows = { known: rowsOf(known), first_seen: rowsOf(last ? [...firstSeen, last] : firstSeen) }
  const machine = {
    node: process.version,
    postgresql: database.version,
    cpu: cpus()[0]?.model,
    cpus: availableParallelism(),
  }
  const { databaseUrl: _, ...measured } = settings
  process.stdout.write(
    `\n${tableOf('known user', rows.known)}\n\n${tableOf('first seen', rows.first_seen)}\n\n${JSON.stringify({ ...machine, ...measured, ...rows })}\n`,
  )
}

function environment(databaseUrl: string, kakaoUrl: string): Record<string, string> {
  return {
    DATABASE_URL: databaseUrl,
    DAEMUN_SECRET: randomBytes(32).toString('base64'),
    KAKAO_CLIENT_ID: 'bench',
    KAKAO_CLIENT_SECRET: 'bench',
    KAKAO_AUTH_URL: kakaoUrl,
    KAKAO_API_URL: kakaoUrl,
    SIMULATOR: 'off',
    RATE_LIMIT: 'off',
  }
}

function started<Started extends Part | Server>(part: Started): Started {
  stops.push(part.stop)
  return part
}

function stopAll(): Promise<void> {
  stopping ??= (async () => {
    for (let stop = stops.pop(); stop; stop = stops.pop()) await stop()
  })()
  return stopping
}
