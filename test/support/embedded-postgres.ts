import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { onTestFinished } from 'vitest'
import { accountFor } from '../../src/infrastructure/embedded-postgres/account.ts'
import { postgresBinaries } from '../../src/infrastructure/embedded-postgres/binaries.ts'
import { launch } from '../../src/infrastructure/embedded-postgres/launcher.ts'
import {
  type EmbeddedPostgresOptions,
  startEmbeddedPostgres,
} from '../../src/infrastructure/embedded-postgres.ts'

const ownerScript = fileURLToPath(new URL('./embedded-postgres-owner.ts', import.meta.url))

/** As mkdtemp makes it: mode 0700, so that for root PostgreSQL's own user cannot walk in unaided. */
export async function temporaryDirectory(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'daemun-pg-'))
  onTestFinished(() => rm(path, { recursive: true, force: true }))
  return path
}

export async function start(directory: string, more: Partial<EmbeddedPostgresOptions> = {}) {
  const postgres = await startEmbeddedPostgres({ directory, ...more })
  onTestFinished(() => postgres.stop())
  return postgres
}

export async function query<Row extends pg.QueryResultRow>(
  connectionString: string,
  text: string,
): Promise<Row[]> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  return (await client.query<Row>(text).finally(() => client.end())).rows
}

export const keep = (connectionString: string) =>
  query(connectionString, `create table kept as select 'a row' as what`)
export const kept = (connectionString: string) => query(connectionString, 'select what from kept')
export const theRow = [{ what: 'a row' }]

type Report =
  | { connectionString: string; refusal?: undefined }
  | { refusal: { name: string; message: string } }

export function owner(directory: string): { child: ChildProcess; report: Promise<Report> } {
  const child = spawn(process.execPath, [ownerScript, directory], { stdio: ['pipe', 'pipe', 'inherit'] })
  onTestFinished(async () => {
    child.stdin?.end()
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  })
  const line = once(createInterface(child.stdout as NodeJS.ReadableStream), 'line')
  return { child, report: line.then(([text]) => JSON.parse(text)) }
}

export async function runningOwner(directory: string) {
  const { child, report } = owner(directory)
  const answer = await report
  if (answer.refusal) throw new Error(answer.refusal.message)
  return { child, connectionString: answer.connectionString }
}

export async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL')
  await once(child, 'exit')
}

export function postmasterFile(directory: string): Promise<string> {
  return readFile(join(directory, 'postgres', 'postmaster.pid'), 'utf8')
}

export async function postmasterPid(directory: string): Promise<number> {
  return Number.parseInt(await postmasterFile(directory), 10)
}

/** A postmaster without an owner, as it stays behind where it cannot be told that its parent died. */
export async function spawnOrphan(directory: string): Promise<ChildProcess> {
  const data = join(directory, 'postgres')
  const account = await accountFor(data)
  const args = ['-D', data, '-c', 'listen_addresses=', '-c', `unix_socket_directories=${data}`]
  const orphan = launch({ through: [], ...(account && { as: account }) }, postgresBinaries().postgres, args, {
    detached: true,
    stdio: 'ignore',
  })
  onTestFinished(() => void orphan.kill('SIGKILL'))
  while (!/ready/.test(await postmasterFile(directory).catch(() => ''))) await delay(10)
  return orphan
}
