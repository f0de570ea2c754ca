import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Logger } from 'pino'
import type { Declaration } from '../../adapters/outbound/onboarding/declaration.ts'
import { ConfigurationError } from '../config.ts'
import { declarationOf } from './declaration.ts'
import { readDeclaration } from './read.ts'

export type LiveDeclaration = {
  /** The declaration of the moment. */
  current(): Declaration
  /** Reads the file again; a faulty one changes nothing, and all its faults are told. */
  reload(): Promise<'reloaded' | 'kept'>
}

const usualFiles = ['daemun.config.json', 'daemun.config.ts']

/**
 * The declaration from a file, or from one of the usual names in `directory`, or else the built-in. Throws
 * `ConfigurationError` with every fault of the file.
 */
export async function openDeclaration(
  { declarationFile, minimumAge }: { declarationFile: string | null; minimumAge: number | null },
  directory: string,
  log: Logger,
): Promise<LiveDeclaration> {
  const usual = usualFiles.map((name) => join(directory, name)).find((path) => existsSync(path))
  const path = declarationFile ?? usual
  if (path === undefined) {
    const builtin = declarationOf({}, minimumAge)
    return { current: () => builtin, reload: async () => 'kept' }
  }
  const first = await readDeclaration(path, minimumAge)
  if (first.kind === 'faulty') throw new ConfigurationError(first.faults)
  let current = first.declaration
  return {
    current: () => current,
    async reload() {
      const again = await readDeclaration(path, minimumAge)
      if (again.kind === 'faulty') {
        log.error({ faults: again.faults }, 'the declaration is faulty: the one before stays')
        return 'kept'
      }
      current = again.declaration
      log.info({ path }, 'the declaration was read again')
      return 'reloaded'
    },
  }
}
