import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { inject } from 'vitest'

declare module 'vitest' {
  interface ProvidedContext {
    /** Connection string of the one PostgreSQL of this run; its role may make databases and roles. */
    postgres: string
  }
}

export type FreshDatabase = { connectionString: string; drop(): Promise<void> }

/**
 * A database of its own for a test, empty or a copy of `template` (to which nobody may be connected then).
 * `drop()` cuts the connections that are still open.
 */
export async function freshDatabase(template = 'template0'): Promise<FreshDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  const url = new URL(inject('postgres'))
  url.pathname = `/${name}`
  await administer(`create database ${name} template ${pg.escapeIdentifier(template)}`)
  return {
    connectionString: url.href,
    drop: () => drop(name),
  }
}

/** PostgreSQL refuses while its own autovacuum looks at the database, which it may not be told to leave. */
async function drop(name: string, tries = 100): Promise<void> {
  try {
    await administer(`drop database if exists ${name} with (force)`)
  } catch (error) {
    if ((error as { code?: string }).code !== '42501' || tries === 0) throw error
    await pause(100)
    await drop(name, tries - 1)
  }
}

async function administer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('postgres') })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
