import pg from 'pg'
import { expect, it, onTestFinished } from 'vitest'
import { freshDatabase } from '../support/postgres.ts'

async function connected(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString })
  // drop() cuts it.
  client.on('error', () => {})
  await client.connect()
  onTestFinished(() => client.end())
  return client
}

it('gives every test a database of its own, which it may fill, copy and drop while connected', async () => {
  const [one, two] = await Promise.all([freshDatabase(), freshDatabase()])
  const first = await connected(one.connectionString)
  await first.query('create table people as select 1 as id')
  const second = await connected(two.connectionString)
  await expect(second.query('select from people')).rejects.toMatchObject({ code: '42P01' })

  await first.end()
  const copy = await freshDatabase(new URL(one.connectionString).pathname.slice(1))
  const third = await connected(copy.connectionString)
  expect((await third.query('select id from people')).rows).toEqual([{ id: 1 }])

  await Promise.all([one, two, copy].map(({ drop }) => drop()))
  await expect(connected(two.connectionString)).rejects.toMatchObject({ code: '3D000' })
})
