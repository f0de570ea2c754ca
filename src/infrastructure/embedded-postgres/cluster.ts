import { once } from 'node:events'
import { chown, copyFile, mkdtemp, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { PostgresUnavailable } from './failures.ts'
import { type Account, type Launcher, launch } from './launcher.ts'
import { openLog } from './log-file.ts'
import { keptPassword, newPassword } from './password.ts'

const unfinishedPrefix = 'postgres.new-'

export type ClusterOptions = {
  directory: string
  dataDirectory: string
  initdb: string
  launcher: Launcher
  account: Account | undefined
  logPath: string
  log: (line: string) => void
}

/**
 * Sees to it that `dataDirectory` holds a database cluster and returns its superuser's password. It is made
 * beside its place and moved there when whole, so a crash leaves either no cluster or a good one.
 */
export async function ensureCluster(options: ClusterOptions): Promise<string> {
  const { directory, dataDirectory, log } = options
  const passwordFile = join(directory, 'postgres-password')
  await removeUnfinished(directory)
  const kept = await keptPassword(passwordFile)
  if (await isCluster(dataDirectory)) {
    if (kept) return kept
    throw new PostgresUnavailable(
      `${passwordFile} is missing, and with it the way into ${dataDirectory}: put it back from a backup, ` +
        'or delete both to begin with an empty database',
    )
  }
  log(`making a PostgreSQL database in ${dataDirectory}`)
  const password = kept || (await newPassword(passwordFile))
  await makeCluster(options, passwordFile)
  return password
}

async function isCluster(dataDirectory: string): Promise<boolean> {
  return stat(join(dataDirectory, 'PG_VERSION')).then(
    () => true,
    () => false,
  )
}

async function removeUnfinished(directory: string): Promise<void> {
  const names = (await readdir(directory)).filter((name) => name.startsWith(unfinishedPrefix))
  await Promise.all(names.map((name) => rm(join(directory, name), { recursive: true, force: true })))
}

async function makeCluster(options: ClusterOptions, passwordFile: string): Promise<void> {
  const { directory, dataDirectory, account } = options
  const unfinished = await mkdtemp(join(directory, unfinishedPrefix))
  try {
    const readablePassword = join(unfinished, 'password')
    await copyFile(passwordFile, readablePassword)
    if (account)
      await Promise.all([unfinished, readablePassword].map((path) => chown(path, account.uid, account.gid)))
    await initdb(options, join(unfinished, 'data'), readablePassword)
    await rename(join(unfinished, 'data'), dataDirectory)
    await sync(directory)
  } finally {
    await rm(unfinished, { recursive: true, force: true })
  }
}

async function initdb(options: ClusterOptions, data: string, passwordFile: string): Promise<void> {
  const args = [
    `--pgdata=${data}`,
    '--username=postgres',
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // The builtin provider needs no locale of the system's, so it sorts alike on every machine.
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    '--no-instructions',
  ]
  const log = openLog(options.logPath)
  try {
    const stdio = ['ignore', log.descriptor, log.descriptor] as const
    const [code, signal] = await once(
      launch(options.launcher, options.initdb, args, { stdio: [...stdio] }),
      'exit',
    )
    if (code === 0) return
    throw new PostgresUnavailable(`initdb ended with ${signal ?? code} (see ${log.path}):\n${log.tail()}`)
  } finally {
    log.close()
  }
}

// The names in a directory survive a power failure only once the directory itself is on the disk.
async function sync(directory: string): Promise<void> {
  const handle = await open(directory, 'r')
  await handle.sync().finally(() => handle.close())
}
