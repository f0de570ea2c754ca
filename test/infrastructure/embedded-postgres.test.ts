import { once } from 'node:events'
import { chmod, mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { AlreadyRunning, startEmbeddedPostgres } from '../../src/infrastructure/embedded-postgres.ts'
import {
  keep,
  kept,
  owner,
  postmasterFile,
  query,
  runningOwner,
  start,
  temporaryDirectory,
  theRow,
} from '../support/embedded-postgres.ts'

const isRoot = process.getuid?.() === 0

describe('first start and restart', { timeout: 60_000 }, () => {
  it('makes a database and finds its rows again, as a role that is no superuser', async () => {
    const directory = join(await temporaryDirectory(), 'project', '.daemun')
    const first = await start(directory)
    await keep(first.connectionString)
    await first.stop()
    await first.stop()

    const again = await start(directory, { settings: { work_mem: '7MB' } })
    expect(await kept(again.connectionString)).toEqual(theRow)
    const [seen] = await query(
      again.connectionString,
      `select current_database() as database, rolsuper as superuser, current_setting('work_mem') as work_mem,
              current_setting('server_encoding') as encoding, current_setting('fsync') as fsync
       from pg_roles where rolname = current_user`,
    )
    expect(seen).toEqual({
      database: 'daemun',
      superuser: false,
      work_mem: '7MB',
      encoding: 'UTF8',
      fsync: 'on',
    })
  })

  it('keeps password, log, lock and data from other users', async () => {
    const directory = join(await temporaryDirectory(), '.daemun')
    await start(directory)
    const mode = async (name: string) => (await stat(join(directory, name))).mode & 0o777
    expect(await mode('postgres-password')).toBe(0o600)
    expect(await mode('postgres.log')).toBe(0o600)
    expect(await mode('postgres.lock')).toBe(0o600)
    expect(await mode('postgres')).toBe(0o700)
    expect((await mode('.')) & 0o066).toBe(0)
  })

  it('refuses a wrong password', async () => {
    const { connectionString } = await start(await temporaryDirectory())
    const url = new URL(connectionString)
    url.password = 'wrong'
    await expect(query(url.href, 'select 1')).rejects.toMatchObject({ code: '28P01' })
  })

  it('listens on loopback alone', async () => {
    const directory = await temporaryDirectory()
    const { connectionString } = await start(directory)
    const port = Number(new URL(connectionString).port)
    const others = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? [])
    const reachable = others.filter((address) => !address.internal && address.family === 'IPv4')
    for (const host of ['127.0.0.2', ...reachable.map(({ address }) => address)]) {
      await expect(once(connect({ host, port }), 'connect')).rejects.toThrow()
    }
    const [socketDirectory, address] = (await postmasterFile(directory)).split('\n').slice(4)
    expect({ socketDirectory, address }).toEqual({ socketDirectory: '', address: '127.0.0.1' })
  })

  it('removes what a crash during the first start left', async () => {
    const directory = await temporaryDirectory()
    await mkdir(join(directory, 'postgres.new-abc123', 'data'), { recursive: true })
    await start(directory)
    expect((await readdir(directory)).filter((name) => name.includes('.new'))).toEqual([])
  })
})

describe('a second copy', { timeout: 60_000 }, () => {
  it('is refused within this process, and the first goes on', async () => {
    const directory = await temporaryDirectory()
    const { connectionString } = await start(directory)
    await expect(startEmbeddedPostgres({ directory })).rejects.toBeInstanceOf(AlreadyRunning)
    await expect(query(connectionString, 'select 1 as one')).resolves.toEqual([{ one: 1 }])
  })

  it('is refused by another process, whose number it is told', async () => {
    const directory = await temporaryDirectory()
    const { child, connectionString } = await runningOwner(directory)
    await expect(startEmbeddedPostgres({ directory })).rejects.toMatchObject({
      name: 'AlreadyRunning',
      pid: child.pid,
      message: expect.stringContaining(`process ${child.pid} already serves`),
    })
    await expect(query(connectionString, 'select 1 as one')).resolves.toEqual([{ one: 1 }])
  })

  it('is refused when both make their first start at the same moment', async () => {
    const directory = await temporaryDirectory()
    const reports = await Promise.all([owner(directory).report, owner(directory).report])
    const refusals = reports.flatMap(({ refusal }) => (refusal ? [refusal.name] : []))
    expect(refusals).toEqual(['AlreadyRunning'])
  })
})

describe('what it says when it cannot', { timeout: 60_000 }, () => {
  it('names the place that cannot hold data', async () => {
    const file = join(await temporaryDirectory(), 'file')
    await writeFile(file, '')
    await expect(startEmbeddedPostgres({ directory: join(file, '.daemun') })).rejects.toThrow(
      /cannot keep data in .*file\/\.daemun.*EEXIST.*DATABASE_URL/,
    )
  })

  it.skipIf(isRoot)('names the directory that it may not write', async () => {
    const directory = await temporaryDirectory()
    await chmod(directory, 0o500)
    await expect(startEmbeddedPostgres({ directory })).rejects.toThrow(/cannot keep data in .*EACCES/)
  })

  it('shows the end of the log when PostgreSQL does not start, and lets the next one try', async () => {
    const directory = await temporaryDirectory()
    const settings = { shared_buffers: 'nonsense' }
    await expect(startEmbeddedPostgres({ directory, settings })).rejects.toThrow(
      /did not start .*postgres\.log[\s\S]*invalid value for parameter "shared_buffers"/,
    )
    await start(directory)
  })

  it('says which file is missing when the password is lost', async () => {
    const directory = await temporaryDirectory()
    await (await start(directory)).stop()
    await rm(join(directory, 'postgres-password'))
    await expect(startEmbeddedPostgres({ directory })).rejects.toThrow(/postgres-password is missing/)
  })
})
