import { sql } from 'kysely'
import { describe, expect, it, vi } from 'vitest'
import { connect } from '../../src/adapters/outbound/postgres/database.ts'
import { freshDatabase } from '../support/postgres.ts'

const borrowTen = (connections: ReturnType<typeof connect>) =>
  Promise.all(Array.from({ length: 10 }, () => sql`select pg_sleep(0.01)`.execute(connections.db)))

describe('connect', () => {
  it('tells once of each connection that the server ends, and opens others', async () => {
    const { connectionString, drop } = await freshDatabase()
    const errors: Error[] = []
    const connections = connect(connectionString, (error) => errors.push(error))
    await borrowTen(connections)
    const others = sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`
    await others.execute(connections.db)
    await vi.waitFor(() => expect(errors).toHaveLength(9))
    await borrowTen(connections)
    expect(errors).toHaveLength(9)
    await connections.close()
    await drop()
  })

  it('tells of none that it is closing itself, though the server be faster', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { connectionString, drop } = await freshDatabase()
      const errors: Error[] = []
      const connections = connect(connectionString, (error) => errors.push(error))
      await borrowTen(connections)
      await connections.close()
      await drop()
      expect(errors).toEqual([])
    }
  })

  it('lends nobody a connection that somebody left inside a transaction', async () => {
    const { connectionString, drop } = await freshDatabase()
    const connections = connect(connectionString, () => {})
    await sql`create table notes (text text)`.execute(connections.db)
    await sql`begin`.execute(connections.db)
    await Promise.all(
      Array.from({ length: 20 }, () => sql`insert into notes values ('kept')`.execute(connections.db)),
    )
    await connections.close()
    const again = connect(connectionString, () => {})
    const { rows } = await sql`select * from notes`.execute(again.db)
    expect(rows).toHaveLength(20)
    await again.close()
    await drop()
  })
})
