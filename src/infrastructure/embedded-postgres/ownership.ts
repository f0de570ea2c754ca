import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as pause } from 'node:timers/promises'
import { AlreadyRunning, PostgresUnavailable } from './failures.ts'
import { isAlive } from './processes.ts'

// https://www.sqlite.org/rescode.html#busy
const SQLITE_BUSY = 5

/** Half a second or so: an owner writes its number as soon as it has the lock. */
const mostTries = 20

// A lock that is garbage collected is a lock that is released.
const held = new Set<DatabaseSync>()

export type Ownership = { release(): void }

/**
 * Makes this process the only one that may make, start or stop the PostgreSQL in `directory`, until
 * `release()` or until it dies in whatever way.
 *
 * The lock is the operating system's, on an SQLite file that stays empty: the one way that Node has to a lock
 * which the kernel drops with its holder. A pid in a file cannot tell a dead owner from a stranger that was
 * given its number, least of all in containers, where everyone is number 1; and an advisory lock within
 * PostgreSQL guards nothing before there is a PostgreSQL.
 *
 * Throws AlreadyRunning when someone else has it.
 */
export async function takeOwnership(directory: string): Promise<Ownership> {
  const ownerFile = join(directory, 'postgres.owner')
  const lock = await lockUnlessOwned(join(directory, 'postgres.lock'), ownerFile)
  if (!lock) throw new AlreadyRunning(directory, ownerIn(ownerFile))
  held.add(lock)
  writeFileSync(ownerFile, `${process.pid}\n`)
  return {
    release() {
      if (!held.delete(lock)) return
      rmSync(ownerFile, { force: true })
      lock.close()
    },
  }
}

/**
 * SQLite takes its lock in steps, and two that take it at the same moment can refuse each other: while nobody is
 * known to own the data, both try again, after times that differ.
 */
async function lockUnlessOwned(path: string, ownerFile: string): Promise<DatabaseSync | undefined> {
  for (let tries = 0; tries < mostTries; tries += 1) {
    const lock = lockedFile(path)
    if (lock || ownerIn(ownerFile) !== undefined) return lock
    await pause(10 + Math.random() * 40)
  }
  return undefined
}

function lockedFile(path: string): DatabaseSync | undefined {
  let file: DatabaseSync | undefined
  try {
    file = new DatabaseSync(path, { timeout: 0 })
    // Whoever may read it may lock it. By name: fcntl(2) drops our locks when any other descriptor is closed.
    chmodSync(path, 0o600)
    file.exec('BEGIN EXCLUSIVE')
    return file
  } catch (cause) {
    file?.close()
    if (cause instanceof Error && 'errcode' in cause && cause.errcode === SQLITE_BUSY) return undefined
    throw new PostgresUnavailable(`cannot lock ${path}: ${(cause as Error).message}`, { cause })
  }
}

function ownerIn(ownerFile: string): number | undefined {
  try {
    const pid = Number(readFileSync(ownerFile, 'utf8'))
    return Number.isInteger(pid) && pid > 0 && isAlive(pid) ? pid : undefined
  } catch {
    return undefined
  }
}
