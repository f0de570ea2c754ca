import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { freePort } from './processes.ts'
import { onStop } from './stopping.ts'

export type BenchRedis = { readonly url: string; kill(): Promise<void>; start(): Promise<void> }

/** A `redis-server` of the bench's own, with the settings of docker-compose.yml; `null` where none is installed. */
export async function openRedis(directory: string): Promise<BenchRedis | null> {
  const port = await freePort()
  const kept = ['--appendonly', 'yes', '--appendfsync', 'everysec', '--save', '', '--dir', directory]
  const args = ['--port', `${port}`, '--bind', '127.0.0.1', '--maxmemory-policy', 'noeviction', ...kept]
  let kill = async () => {}
  const start = async () => {
    const child = spawn('redis-server', args, { stdio: ['ignore', 'ignore', 'inherit'] })
    await once(child, 'spawn')
    kill = async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    }
    while (!(await answers(port))) await delay(5)
  }
  onStop(() => kill())
  try {
    await start()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
  return { url: `redis://127.0.0.1:${port}`, kill: () => kill(), start }
}

async function answers(port: number): Promise<boolean> {
  const redis = new Redis({ host: '127.0.0.1', port, lazyConnect: true, retryStrategy: () => null })
  redis.on('error', () => {})
  const pong = await redis.connect().then(
    () => redis.ping(),
    () => undefined,
  )
  redis.disconnect()
  return pong === 'PONG'
}
