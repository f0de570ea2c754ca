import type { Config } from './config.ts'

type SystemError = { code?: string; syscall?: string; port?: number; address?: string }

/** PostgreSQL, appendix A. */
const insufficientPrivilege = '42501'

/** Why the start failed, in words that say what to change. */
export function explained(error: unknown, { host, port, simulator, databaseUrl }: Config): string {
  const { code, syscall, port: taken = 0, address } = (error ?? {}) as SystemError
  const message = error instanceof Error ? error.message : String(error)
  if (code === 'EADDRINUSE') {
    const variable = simulator?.port === taken ? 'SIMULATOR_PORT' : 'PORT'
    return `Port ${taken} is taken by another program: stop it, or set ${variable} to a free one.`
  }
  if (code === 'EACCES' && syscall === 'listen')
    return `Port ${port} may not be used by this user: set PORT to 1024 or more.`
  if (code === 'EADDRNOTAVAIL') return `HOST ${address ?? host} is not an address of this machine.`
  if (databaseUrl !== null && isDatabaseError(error)) {
    const rights = code === insufficientPrivilege ? ' (docs/migrations.md: who needs which rights)' : ''
    return `DATABASE_URL: the database at ${new URL(databaseUrl).host} cannot be used: ${message || code}${rights}.`
  }
  return `Could not start: ${message}`
}

function isDatabaseError(error: unknown): boolean {
  const { code = '', severity } = (error ?? {}) as { code?: string; severity?: string }
  return (
    // By its name: the class would bring the whole database with it before the signals are listened to.
    (error instanceof Error && ['SchemaMismatch', 'StorageOutage'].includes(error.name)) ||
    severity !== undefined ||
    ['ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT', 'ECONNRESET', 'EHOSTUNREACH'].includes(code)
  )
}
