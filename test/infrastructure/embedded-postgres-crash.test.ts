import { once } from 'node:events'
import { statSync } from 'node:fs'
import { chmod, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { gone } from '../../src/infrastructure/embedded-postgres/processes.ts'
import {
  keep,
  kept,
  kill,
  postmasterPid,
  query,
  runningOwner,
  spawnOrphan,
  start,
  temporaryDirectory,
  theRow,
} from '../support/embedded-postgres.ts'

describe('after a kill', { timeout: 60_000 }, () => {
  it('of the owner, starts again by itself', async () => {
    const directory = await temporaryDirectory()
    const { child, connectionString } = await runningOwner(directory)
    await keep(connectionString)
    await kill(child)
    expect(await kept((await start(directory)).connectionString)).toEqual(theRow)
  })

  it.runIf(process.platform === 'linux')('of the owner, PostgreSQL ends in good order', async () => {
    const directory = await temporaryDirectory()
    const { child } = await runningOwner(directory)
    const postmaster = await postmasterPid(directory)
    await kill(child)
    await gone(postmaster)
    expect(await readFile(join(directory, 'postgres.log'), 'utf8')).toMatch(/database system is shut down\n$/)
  })

  it('of the owner and PostgreSQL, recovers', async () => {
    const directory = await temporaryDirectory()
    const { child, connectionString } = await runningOwner(directory)
    await keep(connectionString)
    const postmaster = await postmasterPid(directory)
    child.kill('SIGSTOP')
    process.kill(postmaster, 'SIGKILL')
    await kill(child)
    expect(await kept((await start(directory)).connectionString)).toEqual(theRow)
  })

  it.runIf(othersMayEnter(import.meta.dirname))(
    'that left PostgreSQL alive, stops the orphan first',
    async () => {
      const directory = await temporaryDirectory()
      await chmod(directory, 0o711)
      const first = await start(directory)
      await keep(first.connectionString)
      await first.stop()
      const orphan = await spawnOrphan(directory)

      const lines: string[] = []
      const again = await start(directory, { log: (line) => lines.push(line) })
      expect(lines).toEqual([expect.stringContaining(`process ${orphan.pid}`)])
      expect(orphan.exitCode ?? (await once(orphan, 'exit'))[0]).toBe(0)
      expect(await kept(again.connectionString)).toEqual(theRow)
    },
  )

  it('does not mistake a stranger with the same number for PostgreSQL', async () => {
    const directory = await temporaryDirectory()
    await (await start(directory)).stop()
    await writeFile(join(directory, 'postgres', 'postmaster.pid'), `${process.pid}\n`)
    const { connectionString } = await start(directory)
    await expect(query(connectionString, 'select 1 as one')).resolves.toEqual([{ one: 1 }])
  })

  it('does not stop the PostgreSQL of other data', async () => {
    const [here, elsewhere] = [await temporaryDirectory(), await temporaryDirectory()]
    const other = await start(elsewhere)
    await (await start(here)).stop()
    await writeFile(join(here, 'postgres', 'postmaster.pid'), `${await postmasterPid(elsewhere)}\n`)
    await start(here).catch(() => undefined)
    await expect(query(other.connectionString, 'select 1 as one')).resolves.toEqual([{ one: 1 }])
  })

  it('of PostgreSQL under a living owner, tells the owner, who may start anew', async () => {
    const directory = await temporaryDirectory()
    let told: (code: number | null) => void = () => {}
    const exited = new Promise<number | null>((resolve) => {
      told = resolve
    })
    const postgres = await start(directory, { onExit: told })
    process.kill(await postmasterPid(directory), 'SIGKILL')
    expect(await exited).toBe(null)
    await postgres.stop()
    await start(directory)
  })
})

/** The orphan of this test is started without our launcher: as root's stand-in user it must reach the binaries. */
function othersMayEnter(path: string): boolean {
  if (process.getuid?.() !== 0 || path === '/') return true
  return (statSync(path).mode & 0o001) !== 0 && othersMayEnter(dirname(path))
}
