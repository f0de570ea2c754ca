import { randomBytes } from 'node:crypto'
import { open, readFile, rename } from 'node:fs/promises'
import { PostgresUnavailable } from './failures.ts'

/** The superuser's password kept at `path`; undefined if none is kept. */
export async function keptPassword(path: string): Promise<string | undefined> {
  try {
    return (await readFile(path, 'utf8')).trim()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new PostgresUnavailable(`cannot read ${path}: ${(error as Error).message}`, { cause: error })
  }
}

/** Makes a password of 256 random bits and keeps it at `path`, readable by us alone: whole or not at all. */
export async function newPassword(path: string): Promise<string> {
  const password = randomBytes(32).toString('base64url')
  const unfinished = `${path}.new`
  const file = await open(unfinished, 'w', 0o600)
  try {
    await file.writeFile(`${password}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(unfinished, path)
  return password
}
