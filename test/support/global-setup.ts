import { mkdtemp, readdir, readFile, rm, stat, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { takeOwnership } from '../../src/infrastructure/embedded-postgres/ownership.ts'
import { startEmbeddedPostgres } from '../../src/infrastructure/embedded-postgres.ts'

const prefix = 'daemun-test-'
const memory = '/dev/shm'
// The data is thrown away, so losing it in a power failure is no loss.
const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '300' }

/** One embedded PostgreSQL for the whole run; returns what takes it away again. */
export default async function startPostgres(project: TestProject): Promise<() => Promise<void>> {
  const base = await fastPlace()
  await removeLeftovers(base)
  const directory = await mkdtemp(join(base, prefix))
  const postgres = await startEmbeddedPostgres({ directory, settings })
  await letRoleMakeDatabasesAndRoles(directory, postgres.connectionString)
  project.provide('postgres', postgres.connectionString)
  return async () => {
    await postgres.stop()
    await rm(directory, { recursive: true, force: true })
  }
}

// Making a database is making 300 files: in memory that takes a twentieth of the time.
async function fastPlace(): Promise<string> {
  const { bavail, bsize } = await statfs(memory).catch(() => ({ bavail: 0, bsize: 0 }))
  return bavail * bsize > 2 * 1024 ** 3 ? memory : tmpdir()
}

// Of runs that were killed: nobody owns them, and they are not just being made.
async function removeLeftovers(base: string): Promise<void> {
  for (const name of (await readdir(base)).filter((entry) => entry.startsWith(prefix))) {
    const directory = join(base, name)
    try {
      if (Date.now() - (await stat(directory)).mtimeMs < 60_000) continue
      const ownership = await takeOwnership(directory)
      await rm(directory, { recursive: true, force: true }).finally(ownership.release)
    } catch {
      // Still in use, another user's, or removed by a run that began together with this one.
    }
  }
}

async function letRoleMakeDatabasesAndRoles(directory: string, connectionString: string): Promise<void> {
  const superuser = new URL(connectionString)
  const role = pg.escapeIdentifier(superuser.username)
  superuser.username = 'postgres'
  superuser.password = (await readFile(join(directory, 'postgres-password'), 'utf8')).trim()
  superuser.pathname = '/postgres'
  const client = new pg.Client({ connectionString: superuser.href })
  await client.connect()
  await client.query(`alter role ${role} createdb createrole`).finally(() => client.end())
}
