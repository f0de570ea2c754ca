import type { PersonKey } from '../../domain/verification.ts'
import type { ConnectingInformation } from './identity-verification.ts'

/** What is kept of a CI: a keyed hash, from which nobody without our secret can tell or try whose it is. */
export type PersonKeys = {
  /** The first is kept; all find what was kept under a secret of before. */
  of(ci: ConnectingInformation): readonly [PersonKey, ...PersonKey[]]
}
