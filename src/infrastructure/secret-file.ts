import { randomBytes } from 'node:crypto'
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * The secret kept beside the embedded data, made at the first start. It is written whole under another
 * name and then linked, so that two first starts agree and a crash leaves no half of one.
 */
export async function keptSecret(directory: string): Promise<string> {
  const file = join(directory, 'secret')
  await mkdir(directory, { recursive: true, mode: 0o700 })
  const fresh = `${file}.${process.pid}`
  await writeFile(fresh, randomBytes(32).toString('base64url'), { mode: 0o600 })
  await link(fresh, file).catch(ignoreExisting)
  await unlink(fresh)
  return (await readFile(file, 'utf8')).trim()
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error
}
