import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const compileCache = join(tmpdir(), 'daemun-compile-cache')
const main = fileURLToPath(new URL('../../src/infrastructure/main.ts', import.meta.url))

export type Ended = { readonly code: number | null; readonly signal: NodeJS.Signals | null }

/** The service as a process of its own, as an operator starts it. */
export type ServiceProcess = {
  /** Everything it said so far. */
  output(): string
  /** Resolves with its ready line said; rejects when it ends before that. */
  readonly ready: Promise<void>
  readonly ended: Promise<Ended>
  send(signal: NodeJS.Signals): void
  /** Killed at once if it still runs. */
  kill(): Promise<void>
}

/** Starts the service with nothing of ours in its environment but `env`. */
export function startProcess(env: Record<string, string>): ServiceProcess {
  const child = spawn(process.execPath, [main], {
    cwd: tmpdir(),
    // Loading is most of a start, and many are started.
    env: { PATH: process.env.PATH ?? '', NODE_COMPILE_CACHE: compileCache, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const killWithUs = () => child.kill('SIGKILL')
  process.once('exit', killWithUs)
  let said = ''
  const isReady = Promise.withResolvers<void>()
  const hear = (chunk: Buffer) => {
    said += chunk
    if (/^Daemun .*ready/m.test(said)) isReady.resolve()
  }
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  const ended = once(child, 'close').then(([code, signal]) => {
    process.off('exit', killWithUs)
    isReady.reject(new Error(`ended with ${code ?? signal} before it was ready:\n${said}`))
    return { code, signal } as Ended
  })
  isReady.promise.catch(() => {})
  return {
    output: () => said,
    ready: isReady.promise,
    ended,
    send: (signal) => void child.kill(signal),
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
  }
}
