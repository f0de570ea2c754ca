import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { onTestFinished } from 'vitest'
import { freshDatabase } from './postgres.ts'

const roles = await readFile(join(import.meta.dirname, '../../deploy/postgres/roles.sql'), 'utf8')
const password = 'for-tests-alone'

type Role = 'daemun_owner' | 'daemun_api' | 'daemun_worker'
type DividedDatabase = {
  /** The address for one of the roles. */
  as(role: Role): string
  /** As a member of the owner. */
  query<Row extends pg.QueryResultRow>(sql: string, values?: unknown[]): Promise<Row[]>
}

/** A database of its own on which `deploy/postgres/roles.sql` was run, for the length of a test. */
export async function dividedDatabase(): Promise<DividedDatabase> {
  const { connectionString, drop } = await freshDatabase()
  onTestFinished(drop)
  const client = new pg.Client({ connectionString })
  await client.connect()
  onTestFinished(() => client.end())
  await client.query(roles)
  for (const role of ['daemun_owner', 'daemun_api', 'daemun_worker']) {
    await client.query(`alter role ${role} password '${password}'`)
  }
  return {
    as(role) {
      const url = new URL(connectionString)
      return Object.assign(url, { username: role, password }).href
    },
    query: async <Row extends pg.QueryResultRow>(sql: string, values?: unknown[]) =>
      (await client.query<Row>(sql, values)).rows,
  }
}
