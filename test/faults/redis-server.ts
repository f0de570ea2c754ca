import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { vi } from 'vitest'
import { freePort } from '../support/free-port.ts'

/** A real Redis that keeps nothing on disk, on a port that stays its own through every restart. */
export type RedisServer = {
  readonly port: number
  readonly url: string
  /** One command over a connection of its own. */
  call(...command: [string, ...string[]]): Promise<unknown>
  /** Stops answering without ending a connection, until `thaw`. */
  freeze(): void
  thaw(): void
  /** Killed, with everything it knew. */
  kill(): Promise<void>
  /** Started again, empty. */
  start(): Promise<void>
  /** For good. */
  stop(): Promise<void>
}

/** Starts redis-server with further arguments, as on its command line, a configuration file first. */
export async function startRedis(...settings: string[]): Promise<RedisServer> {
  const [port, directory] = await Promise.all([freePort(), mkdtemp(join(tmpdir(), 'daemun-redis-'))])
  const keptNowhere = settings.includes('--sentinel') ? [] : ['--save', '']
  const address = ['--port', String(port), '--bind', '127.0.0.1', '--dir', directory]
  const args = [...settings, ...keptNowhere, ...address]
  let child: ChildProcess | undefined
  const killWithUs = () => child?.kill('SIGKILL')
  process.once('exit', killWithUs)

  const start = async () => {
    child = spawn('redis-server', args, { stdio: ['ignore', 'ignore', 'inherit'] })
    const ended = once(child, 'exit').then(([code]) => {
      throw new Error(`redis-server ${args.join(' ')} ended with ${code}`)
    })
    ended.catch(() => {})
    const answers = vi.waitFor(() => call(port, ['info']).catch(orRefused), { timeout: 60_000, interval: 10 })
    await Promise.race([answers, ended])
  }
  const kill = async () => {
    const dying = child
    child = undefined
    if (!dying) return
    const ended = once(dying, 'exit')
    dying.kill('SIGKILL')
    await ended
  }
  await start()
  return {
    port,
    url: `redis://127.0.0.1:${port}`,
    call: (...command) => call(port, command),
    freeze: () => void child?.kill('SIGSTOP'),
    thaw: () => void child?.kill('SIGCONT'),
    kill,
    start,
    async stop() {
      await kill()
      process.off('exit', killWithUs)
      await rm(directory, { recursive: true, force: true })
    },
  }
}

/** A refusal is an answer too. */
function orRefused(error: Error): void {
  if (!/^(?:NOAUTH|ERR|NOPERM)/.test(error.message)) throw error
}

async function call(port: number, [name, ...args]: [string, ...string[]]): Promise<unknown> {
  const connection = new Redis({ host: '127.0.0.1', port, lazyConnect: true, retryStrategy: () => null })
  let refusal: Error | undefined
  connection.on('error', (error) => {
    refusal = error
  })
  try {
    await connection.connect().catch((error) => {
      throw refusal ?? error
    })
    return await connection.call(name, ...args)
  } finally {
    connection.disconnect()
  }
}
