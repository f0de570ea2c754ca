import { setTimeout as delay } from 'node:timers/promises'
import { connectAsSuperuser } from './database.ts'
import { PostgresUnavailable } from './failures.ts'

const startTimeoutMs = 60_000

/**
 * Waits until PostgreSQL lets us in, which after a crash includes its recovery; false when it ended instead.
 * Throws PostgresUnavailable after 60 s, or when it does not know our password.
 */
export async function letsUsIn(port: number, password: string, ended: Promise<unknown>): Promise<boolean> {
  let over = false
  ended.then(() => {
    over = true
  })
  for (const deadline = Date.now() + startTimeoutMs; Date.now() < deadline; ) {
    const refusal = await refusalOf(port, password)
    if (!refusal) return true
    // A stranger may have taken the port: then ours is about to give up.
    await Promise.race([ended, delay(isWrongPassword(refusal) ? 1_000 : 20)])
    if (over) return false
    if (isWrongPassword(refusal)) {
      throw new PostgresUnavailable('PostgreSQL does not accept the password kept in postgres-password')
    }
  }
  throw new PostgresUnavailable(`PostgreSQL was not ready within ${startTimeoutMs / 1000} s`)
}

async function refusalOf(port: number, password: string): Promise<Error | undefined> {
  try {
    const client = await connectAsSuperuser(port, password)
    await client.end()
    return undefined
  } catch (error) {
    return error as Error
  }
}

// https://www.postgresql.org/docs/18/errcodes-appendix.html: invalid_password
function isWrongPassword(error: Error): boolean {
  return 'code' in error && error.code === '28P01'
}
