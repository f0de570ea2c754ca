import type { Connections } from '../../src/adapters/outbound/postgres/database.ts'
import { connect } from '../../src/adapters/outbound/postgres/database.ts'
import { migrate } from '../../src/adapters/outbound/postgres/migrate.ts'
import { freshDatabase } from './postgres.ts'

export type MigratedDatabase = Connections & { readonly connectionString: string; drop(): Promise<void> }

/** A database of its own with the schema of this version, and connections to it; `drop()` takes both away. */
export async function migratedDatabase(): Promise<MigratedDatabase> {
  const { connectionString, drop } = await freshDatabase()
  // Its last sockets may end with the database.
  const connections = connect(connectionString, () => {})
  await migrate(connections.db)
  const close = () => connections.close()
  return { ...connections, connectionString, drop: () => close().then(drop) }
}
