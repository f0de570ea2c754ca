import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import type { Migrations } from './migrations/all.ts'
import { migrations } from './migrations/all.ts'
import type { Schema } from './schema.ts'

/** What a database has been through, beside what this version knows. */
export type SchemaState = {
  /** Known here and not executed there: this version misses something. */
  readonly pending: readonly string[]
  /** Executed there and unknown here, and no promise that this version may go on. */
  readonly beyond: readonly string[]
}

/** The schema is not one that this version can use. The message says what to do. */
export class SchemaMismatch extends Error {
  readonly kind: 'too_old' | 'too_new'

  constructor(kind: 'too_old' | 'too_new', message: string) {
    super(message)
    this.name = 'SchemaMismatch'
    this.kind = kind
  }
}

/** Compares a database with this version. Needs no rights but to read. */
export async function schemaState(db: Kysely<Schema>, known: Migrations = migrations): Promise<SchemaState> {
  const executed = new Set(await executedMigrations(db))
  return {
    pending: Object.keys(known)
      .sort()
      .filter((name) => !executed.has(name)),
    beyond: [...executed].filter((name) => !Object.hasOwn(known, name) && !isExpansion(name)),
  }
}

/** Whether no version of ours has ever been here: there is nothing that a migration could do harm to. */
export async function isUntouched(db: Kysely<Schema>): Promise<boolean> {
  return (await executedMigrations(db)).length === 0
}

/** Whether this version can serve on the schema: it has all that is needed, and nothing was taken away since. */
export async function schemaIsCurrent(db: Kysely<Schema>): Promise<boolean> {
  const { pending, beyond } = await schemaState(db)
  return pending.length === 0 && beyond.length === 0
}

/** Throws SchemaMismatch where `schemaIsCurrent` is false. */
export async function requireCurrentSchema(db: Kysely<Schema>): Promise<void> {
  const state = await schemaState(db)
  refuseNewer(state)
  if (state.pending.length === 0) return
  throw new SchemaMismatch(
    'too_old',
    `the schema is older than this version, it lacks ${state.pending.join(', ')}. Run: npm run migrate`,
  )
}

/** Throws SchemaMismatch when the schema has left this version behind. */
export function refuseNewer({ beyond }: SchemaState): void {
  if (beyond.length === 0) return
  throw new SchemaMismatch(
    'too_new',
    `the schema is newer than this version, which does not know ${beyond.join(', ')}. ` +
      'Run the version that brought it, or a later one',
  )
}

function isExpansion(name: string): boolean {
  return /^\d+-expand-/.test(name)
}

async function executedMigrations(db: Kysely<Schema>): Promise<string[]> {
  const table = await sql<{ name: string | null }>`select to_regclass('kysely_migration') as name`.execute(db)
  if (!table.rows[0]?.name) return []
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db)
  return rows.map(({ name }) => name)
}
