import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

const root = join(import.meta.dirname, '../..')

export type Spawned = {
  readonly child: ChildProcess
  /** Everything it wrote to standard output and standard error so far. */
  readonly output: () => string
  /** What it exited with; the signal's name where one killed it. */
  readonly ended: Promise<number | NodeJS.Signals>
  /** Waits until the output matches; fails when the process ends before. */
  shows(pattern: RegExp): Promise<void>
}

type Script = 'main' | 'migrate' | 'users' | 'doctor' | 'keys' | 'consents'

/**
 * Starts a script of `src/infrastructure` with this environment and no other; `directory` has the sources, `words`
 * is what stands behind the script on its command line.
 */
export function spawnScript(
  script: Script,
  env: NodeJS.ProcessEnv,
  { directory = root, words = [] }: { directory?: string | undefined; words?: readonly string[] } = {},
): Spawned {
  const file = join(directory, 'src/infrastructure', `${script}.ts`)
  const child = spawn(process.execPath, [file, ...words], {
    cwd: env.PWD ?? tmpdir(),
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const heard = new Set<() => void>()
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (text: Buffer) => {
      output += text
      for (const look of heard) look()
    })
  }
  const ended = once(child, 'close').then(([code, signal]) => signal ?? code)
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await ended
  })
  const shows = (pattern: RegExp) => {
    const shown = new Promise<void>((resolve) => {
      const look = () => {
        if (pattern.test(output)) resolve()
      }
      heard.add(look)
      look()
    })
    const gone = ended.then((how) => {
      throw new Error(`ended with ${how} before it showed ${pattern}:\n${output}`)
    })
    return Promise.race([shown, gone])
  }
  return { child, output: () => output, ended, shows }
}
