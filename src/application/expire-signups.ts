import { expire } from '../domain/signup-endings.ts'
import type { Signups } from './ports/signups.ts'

const atOnce = 100

/** Erases every signup whose time is up; answers how many there were. */
export const expireSignups =
  ({ signups }: { signups: Signups }) =>
  async (): Promise<number> => {
    let expired = 0
    let batch = atOnce
    while (batch === atOnce) {
      batch = await signups.expireDue(atOnce, expire)
      expired += batch
    }
    return expired
  }
