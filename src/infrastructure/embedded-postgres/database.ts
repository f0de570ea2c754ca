import { createHmac } from 'node:crypto'
import pg from 'pg'

const name = 'daemun'

/** A connection of the superuser. Rejects as pg does while there is nobody to answer. */
export async function connectAsSuperuser(port: number, password: string): Promise<pg.Client> {
  const client = new pg.Client({
    host: '127.0.0.1',
    port,
    user: 'postgres',
    password,
    database: 'postgres',
    ssl: false,
    connectionTimeoutMillis: 2_000,
  })
  // A connection that breaks while idle must not end the process; the next query tells.
  client.on('error', () => {})
  await client.connect()
  return client
}

/**
 * Sees to it that the database `daemun` exists, owned by a role of that name which is no superuser: an SQL
 * injection must not become a way to the machine's files. Returns the connection string of that role, whose
 * password follows from the superuser's.
 */
export async function ensureDatabase(port: number, superuserPassword: string): Promise<string> {
  const password = createHmac('sha256', superuserPassword).update(`role ${name}`).digest('base64url')
  const client = await connectAsSuperuser(port, superuserPassword)
  try {
    const { rows } = await client.query(
      `select exists (select from pg_roles where rolname = $1) as role,
              exists (select from pg_database where datname = $1) as database`,
      [name],
    )
    if (!rows[0].role) await client.query(`create role ${name} login password '${password}'`)
    if (!rows[0].database) await client.query(`create database ${name} owner ${name}`)
  } finally {
    await client.end()
  }
  return `postgres://${name}:${password}@127.0.0.1:${port}/${name}`
}
