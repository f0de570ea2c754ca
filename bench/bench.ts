import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { availableParallelism, cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from './database.ts'
import { forkHelper, forkServer, startService } from './processes.ts'
import { rowsOf, tableOf } from './report.ts'
import type { Variant } from './rounds.ts'
import { knownUsers, measureInTurn } from './rounds.ts'
import { settings } from './settings.ts'
import { stopAll, wasInterrupted } from './stopping.ts'

await main()

async function main(): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'daemun-bench-'))
  // Root's embedded PostgreSQL runs as another user, who must pass through.
  await chmod(directory, 0o711)
  const logFile = join(directory, 'service.log')
  try {
    await measure(directory, logFile)
  } catch (error) {
    if (wasInterrupted()) return
    process.stderr.write((await readFile(logFile, 'utf8').catch(() => '')).slice(-2_000))
    throw error
  } finally {
    await stopAll()
    await rm(directory, { recursive: true, force: true })
  }
}

/** The login of a known user and of someone never seen: the product beside the floor. Asserts nothing. */
async function measure(directory: string, logFile: string): Promise<void> {
  const database = await openDatabase(settings.databaseUrl, join(directory, 'embedded'))
  await database.seed(knownUsers)

  const kakao = await forkServer('fake-kakao.ts')
  const env = environment(database.connectionString, kakao.origin)
  const service = async (variant: string, own: Record<string, string>): Promise<Variant> => {
    const server = await startService({ ...env, ...own }, logFile)
    return { ...server, variant }
  }
  const variants = [
    { ...(await forkServer('floor.ts', env)), variant: 'floor' },
    await service('service', { ROLE: 'api', LOG_LEVEL: 'warn' }),
    await service('service, log info', { ROLE: 'api', LOG_LEVEL: 'info' }),
  ]
  const loader = forkHelper('load.ts')

  const login = { database, loader, withWorker: false }
  const known = await measureInTurn(login, 'known', variants)
  const firstSeen = await measureInTurn(login, 'firstSeen', variants)
  await database.closeEvents()
  // A worker would take up the events of the others too: it starts when they are done.
  const whole = await service('service and worker, log info', { ROLE: 'all', LOG_LEVEL: 'info' })
  const [last] = await measureInTurn({ ...login, withWorker: true }, 'firstSeen', [whole])

  const rows = { known: rowsOf(known), firstSeen: rowsOf(last ? [...firstSeen, last] : firstSeen) }
  const { databaseUrl: _, ...measured } = settings
  const machine = {
    node: process.version,
    postgresql: database.version,
    cpu: cpus()[0]?.model,
    cpus: availableParallelism(),
  }
  const lines = [
    '',
    tableOf('known user', rows.known),
    '',
    tableOf('first seen', rows.firstSeen),
    '',
    JSON.stringify({ machine, settings: measured, ...rows }),
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
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
