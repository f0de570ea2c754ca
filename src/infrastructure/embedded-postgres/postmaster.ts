import { once } from 'node:events'
import { type Launcher, launch } from './launcher.ts'
import { shutDown } from './processes.ts'

export type PostmasterOptions = {
  postgres: string
  dataDirectory: string
  launcher: Launcher
  settings: Readonly<Record<string, string>>
  port: number
  /** A file descriptor for what it says. */
  output: number
}

/** `ended` is its exit code, null when a signal ended it or when it could not be started at all. */
export type Postmaster = { ended: Promise<number | null>; stop(): Promise<void> }

/** Starts the server process, which does not keep ours from ending, and ends with it. */
export function spawnPostmaster(options: PostmasterOptions): Postmaster {
  const child = launch(options.launcher, options.postgres, serverArguments(options), {
    // A terminal's Ctrl-C goes to the whole foreground group, but PostgreSQL has to outlive our own draining.
    detached: true,
    // A file, not a pipe: writing to a pipe whose reader was killed fails.
    stdio: ['ignore', options.output, options.output],
  })
  child.unref()
  const ended = once(child, 'exit').then(
    ([code]) => code as number | null,
    () => null,
  )
  const stopWithUs = () => child.kill('SIGINT')
  process.once('exit', stopWithUs)
  ended.then(() => process.off('exit', stopWithUs))
  const stop = () => {
    child.ref()
    return shutDown((signal) => child.kill(signal), ended)
  }
  return { ended, stop }
}

function serverArguments({ dataDirectory, settings, port }: PostmasterOptions): string[] {
  const all = {
    max_connections: '100',
    shared_buffers: '128MB',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // The details of an error are the values of a row, which may be someone's.
    log_error_verbosity: 'terse',
    ...settings,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    port: String(port),
  }
  return ['-D', dataDirectory, ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])]
}
