import { cp, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

const root = join(import.meta.dirname, '../..')
const list = 'src/adapters/outbound/postgres/migrations/all.ts'

/** The product as it may be one day: its sources, and these migrations (SQL by name) after all of its own. */
export async function nextVersion(later: Readonly<Record<string, string>>): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'daemun-next-'))
  onTestFinished(() => rm(directory, { recursive: true, force: true }))
  for (const part of ['src', 'package.json']) {
    await cp(join(root, part), join(directory, part), { recursive: true })
  }
  await symlink(join(root, 'node_modules'), join(directory, 'node_modules'))
  await rename(join(directory, list), join(directory, list.replace('all', 'before')))
  await writeFile(
    join(directory, list),
    `import { sql } from 'kysely'
import { migrations as before } from './before.ts'
export type { Migrations } from './before.ts'
const later = Object.entries(${JSON.stringify(later)}).map(([name, statements]) => [
  name,
  { up: async (db) => void (await sql.raw(statements).execute(db)) },
])
export const migrations = { ...before, ...Object.fromEntries(later) }
`,
  )
  return directory
}
