import { remind } from '../domain/signup-endings.ts'
import type { Signups } from './ports/signups.ts'

const atOnce = 100

/** Tells once of each signup that has been open for so long; answers how many there were. */
export const remindSignups =
  ({ signups, remindAfterSeconds }: { signups: Signups; remindAfterSeconds: number }) =>
  (): Promise<number> =>
    signups.remindDue(remindAfterSeconds, atOnce, remind)
