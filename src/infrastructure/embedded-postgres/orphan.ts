import { readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { PostgresUnavailable } from './failures.ts'
import { commandLine, gone, isAlive, shutDown } from './processes.ts'

/**
 * Clears the way for a new start after the former owner was killed: stops the PostgreSQL that it left behind,
 * or removes the traces of one that is dead. Only the owner of the data may call this.
 */
export async function stopOrphan(dataDirectory: string, log: (line: string) => void): Promise<void> {
  const pidFile = join(dataDirectory, 'postmaster.pid')
  const pid = await recordedPid(pidFile)
  // PostgreSQL itself sees that a pid is dead, and looks for surviving backends before it goes on.
  if (pid === undefined || !exists(pid)) return
  const relation = isAlive(pid) ? await relationOf(pid, dataDirectory) : 'stranger'
  if (relation === 'unclear') {
    throw new PostgresUnavailable(
      `${pidFile} names process ${pid}, a PostgreSQL started for another path. If it is of this data ` +
        `(was the directory moved?) stop it with kill -INT ${pid}; if it is not, delete ${pidFile}`,
    )
  }
  if (relation === 'stranger') return rm(pidFile, { force: true })
  log(`stopping the PostgreSQL (process ${pid}) that a killed service left behind`)
  await shutDown((name) => exists(pid, name), gone(pid))
}

async function recordedPid(pidFile: string): Promise<number | undefined> {
  try {
    const pid = Number.parseInt(await readFile(pidFile, 'utf8'), 10)
    return pid > 0 ? pid : undefined
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new PostgresUnavailable(`cannot read ${pidFile}: ${(error as Error).message}`, { cause: error })
  }
}

function exists(pid: number, signal: NodeJS.Signals | 0 = 0): boolean {
  try {
    return process.kill(pid, signal)
  } catch {
    return false
  }
}

// Numbers of processes are used again, soonest in containers: the file alone proves nothing.
async function relationOf(pid: number, dataDirectory: string): Promise<'ours' | 'stranger' | 'unclear'> {
  const command = await commandLine(pid)
  if (!/(^|\/)postgres( |$)/.test(command)) return 'stranger'
  const works = await workingDirectoryIs(pid, dataDirectory)
  if (works !== undefined) return works ? 'ours' : 'stranger'
  return command.includes(` -D ${dataDirectory} `) ? 'ours' : 'unclear'
}

// A postmaster's working directory is its data; what Linux tells of it stays true when the directory moves.
async function workingDirectoryIs(pid: number, dataDirectory: string): Promise<boolean | undefined> {
  try {
    const [theirs, ours] = await Promise.all([stat(`/proc/${pid}/cwd`), stat(dataDirectory)])
    return theirs.dev === ours.dev && theirs.ino === ours.ino
  } catch {
    return undefined
  }
}
