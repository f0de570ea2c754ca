import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { startEmbeddedPostgres } from '../../src/infrastructure/embedded-postgres.ts'
import type { TcpProxy } from './tcp-proxy.ts'
import { startProxy } from './tcp-proxy.ts'

type Row = pg.QueryResultRow

/** A real PostgreSQL of its own, reached over a wire that breaks when told to. */
export type PostgresServer = {
  /** For the service: through the wire, and the same for all its life. */
  readonly url: string
  readonly wire: TcpProxy
  /** As superuser, around the wire. */
  query<Result extends Row>(sql: string, values?: unknown[]): Promise<Result[]>
  /** A connection of the superuser that stays, around the wire. */
  connect(): Promise<pg.Client>
  /** Stops every process of it without ending a connection, until what this answers is called. */
  freeze(): Promise<() => void>
  /** Started again: after a fast shutdown, which ends sessions, or an immediate one, which is a crash. */
  restart(how: 'fast' | 'immediate'): Promise<void>
  /** Ended in the same two ways, and not started again. */
  end(how: 'fast' | 'immediate'): Promise<void>
  start(): Promise<void>
  /** For good. */
  stop(): Promise<void>
}

const signals = { fast: 'SIGINT', immediate: 'SIGQUIT' } as const

/** Starts a PostgreSQL with further settings, as in postgresql.conf. */
export async function startPostgres(settings: Record<string, string> = {}): Promise<PostgresServer> {
  const directory = await mkdtemp(join(tmpdir(), 'daemun-faults-'))
  // Root's PostgreSQL runs as another user, who may pass through but not look around.
  await chmod(directory, 0o711)
  let running = await startEmbeddedPostgres({ directory, settings })
  const wire = await startProxy(portOf(running.connectionString))
  const url = new URL(running.connectionString)
  url.port = String(wire.port)
  const password = (await readFile(join(directory, 'postgres-password'), 'utf8')).trim()

  const connect = async () => {
    const superuser = new URL(running.connectionString)
    Object.assign(superuser, { username: 'postgres', password })
    const client = new pg.Client({ connectionString: superuser.href })
    client.on('error', () => {})
    await client.connect()
    return client
  }
  const postmaster = async () =>
    Number.parseInt(await readFile(join(directory, 'postgres', 'postmaster.pid'), 'utf8'), 10)
  const end = async (how: keyof typeof signals) => {
    process.kill(await postmaster(), signals[how])
    // It is ended already, or ending: this waits and gives the data free.
    await running.stop()
  }
  const start = async () => {
    running = await startEmbeddedPostgres({ directory, settings })
    wire.aim(portOf(running.connectionString))
  }
  return {
    url: url.href,
    wire,
    connect,
    async query<Result extends Row>(sql: string, values: unknown[] = []) {
      const client = await connect()
      return (await client.query<Result>(sql, values).finally(() => client.end())).rows
    },
    async freeze() {
      // The backends first: a postmaster that stands still starts no others.
      const client = await connect()
      const { rows } = await client.query<{ pid: number }>('select pid from pg_stat_activity')
      await client.end()
      const pids = [await postmaster(), ...rows.map(({ pid }) => pid)]
      signal(pids, 'SIGSTOP')
      return () => signal(pids, 'SIGCONT')
    },
    end,
    start,
    async restart(how) {
      await end(how)
      await start()
    },
    async stop() {
      await wire.close()
      await running.stop()
      await rm(directory, { recursive: true, force: true })
    },
  }
}

function signal(pids: readonly number[], name: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, name)
    } catch (error) {
      // One that ended meanwhile is as still as the others.
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
    }
  }
}

function portOf(connectionString: string): number {
  return Number(new URL(connectionString).port)
}
