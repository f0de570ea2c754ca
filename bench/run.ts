import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { availableParallelism, cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { stopAll, wasInterrupted } from './stopping.ts'

/** What a measurement may write to, gone with it. */
export type Place = { readonly directory: string; readonly logFile: string }

/** Measures, and stops whatever was started for it; when that fails, with the service's last words. */
export async function run(measure: (place: Place) => Promise<void>): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'daemun-bench-'))
  // Root's embedded PostgreSQL runs as another user, who must pass through.
  await chmod(directory, 0o711)
  const logFile = join(directory, 'service.log')
  try {
    await measure({ directory, logFile })
  } catch (error) {
    if (wasInterrupted()) return
    process.stderr.write((await readFile(logFile, 'utf8').catch(() => '')).slice(-2_000))
    throw error
  } finally {
    await stopAll()
    await rm(directory, { recursive: true, force: true })
  }
}

/** Without this no figure means anything. */
export const machine = {
  node: process.version,
  cpu: cpus()[0]?.model,
  cpus: availableParallelism(),
}

/** Prints a table as a person reads it: the first row names the columns. */
export function print(title: string, ...rows: readonly (readonly (string | number)[])[]): void {
  const lines = rows.map(([name = '', ...cells]) =>
    [String(name).padEnd(44), ...cells.map((cell) => String(cell).padStart(12))].join(''),
  )
  process.stdout.write(`\n${title}\n${lines.join('\n')}\n`)
}

/** The count that follows the command: `npm run bench:memory -- 100000`. */
export function sizeGiven(otherwise: number): number {
  const size = Number(process.argv[2] ?? otherwise)
  if (Number.isSafeInteger(size) && size > 0) return size
  throw new Error(`${process.argv[2]} is not a whole number of 1 or more.`)
}
