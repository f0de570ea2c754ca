import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'

const graceMs = 5_000

/** Whether a process of this number runs: one that ended but was never reaped does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
  return !isZombie(pid)
}

function isZombie(pid: number): boolean {
  if (process.platform !== 'linux') return false
  try {
    // proc_pid_stat(5): "pid (name) state ...", and the name may itself hold brackets.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat[stat.lastIndexOf(')') + 2] === 'Z'
  } catch {
    return false
  }
}

/** The program and arguments of a process, as far as the system tells them to us; else an empty text. */
export async function commandLine(pid: number): Promise<string> {
  try {
    if (process.platform === 'linux')
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
    return (await promisify(execFile)('ps', ['-ww', '-o', 'command=', '-p', String(pid)])).stdout
  } catch {
    return ''
  }
}

/** Resolves once the process, which is not our child, has ended. */
export async function gone(pid: number): Promise<void> {
  while (isAlive(pid)) await delay(20)
}

/**
 * Stops a postmaster: SIGINT, the fast shutdown that leaves nothing to recover, then SIGQUIT when that is not
 * done within 5 s. Resolves when `ended` does.
 */
export async function shutDown(
  signal: (name: NodeJS.Signals) => void,
  ended: Promise<unknown>,
): Promise<void> {
  signal('SIGINT')
  const impatience = setTimeout(() => signal('SIGQUIT'), graceMs)
  await ended
  clearTimeout(impatience)
}
