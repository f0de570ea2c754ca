import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ensureDatabase } from './database.ts'
import { PostgresUnavailable } from './failures.ts'
import { keptPassword } from './password.ts'

/** https://www.postgresql.org/docs/current/storage-file-layout.html: the line of postmaster.pid with the port. */
const portLine = 3

/** The way into the embedded PostgreSQL that another process runs in `directory`, and goes on running. */
export async function joinRunningPostgres(directory: string): Promise<string> {
  const file = join(directory, 'postgres', 'postmaster.pid')
  const password = await keptPassword(join(directory, 'postgres-password'))
  const lines = (await readFile(file, 'utf8').catch(() => '')).split('\n')
  const port = Number(lines[portLine])
  if (password === undefined || !(port > 0))
    throw new PostgresUnavailable(`${file} does not say where PostgreSQL listens: it has only begun to start`)
  return ensureDatabase(port, password)
}
