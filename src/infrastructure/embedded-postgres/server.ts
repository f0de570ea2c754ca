import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { PostgresUnavailable } from './failures.ts'
import { openLog } from './log-file.ts'
import { type Postmaster, type PostmasterOptions, spawnPostmaster } from './postmaster.ts'
import { letsUsIn } from './readiness.ts'

const attempts = 5
// The port was taken between our asking and PostgreSQL's, or backends of a killed postmaster are still ending.
const passing = /Address already in use|shared memory block .* is still in use/

export type ServerOptions = Omit<PostmasterOptions, 'port' | 'output'> & {
  password: string
  logPath: string
  onExit?: ((code: number | null) => void) | undefined
}

export type Server = { port: number; stop(): Promise<void> }

/** Starts PostgreSQL on a free port of 127.0.0.1 and waits until it lets us in. */
export async function startServer(options: ServerOptions): Promise<Server> {
  for (let attempt = 1; ; attempt++) {
    const log = openLog(options.logPath)
    try {
      const port = await freePort()
      const postmaster = spawnPostmaster({ ...options, port, output: log.descriptor })
      if (await readyOrStopped(postmaster, port, options.password)) {
        return serving(postmaster, port, options.onExit)
      }
      if (attempt === attempts || !passing.test(log.tail())) {
        throw new PostgresUnavailable(`PostgreSQL did not start (see ${log.path}):\n${log.tail()}`)
      }
    } finally {
      log.close()
    }
    await delay(attempt * 200)
  }
}

async function readyOrStopped(postmaster: Postmaster, port: number, password: string): Promise<boolean> {
  try {
    return await letsUsIn(port, password, postmaster.ended)
  } catch (error) {
    await postmaster.stop()
    throw error
  }
}

function serving({ ended, stop }: Postmaster, port: number, onExit: ServerOptions['onExit']): Server {
  let stopped: Promise<void> | undefined
  ended.then((code) => {
    if (!stopped) onExit?.(code)
  })
  return {
    port,
    stop() {
      stopped ??= stop()
      return stopped
    },
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}
