import { join } from 'node:path'
import { openDatabase } from './database.ts'
import { environment } from './environment.ts'
import { forkHelper, forkServer, startService } from './processes.ts'
import { rowsOf, tableOf } from './report.ts'
import type { Variant } from './rounds.ts'
import { knownUsers, measureInTurn } from './rounds.ts'
import type { Place } from './run.ts'
import { machine, run } from './run.ts'
import { settings } from './settings.ts'

await run(measure)

/** The login of a known user and of someone never seen: the product beside the floor. Asserts nothing. */
async function measure({ directory, logFile }: Place): Promise<void> {
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
    {
      ...(await forkServer('floor.ts', { ...env, FLOOR_TOKENS: 'cheapest' })),
      variant: 'floor, cheapest calls',
    },
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
  const lines = [
    '',
    tableOf('known user', rows.known),
    '',
    tableOf('first seen', rows.firstSeen),
    '',
    JSON.stringify({ machine: { ...machine, postgresql: database.version }, settings: measured, ...rows }),
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
}
