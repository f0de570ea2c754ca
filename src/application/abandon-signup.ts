import type { IdentityId } from '../domain/identity.ts'
import { abandon } from '../domain/signup-endings.ts'
import type { Signups } from './ports/signups.ts'

/** A newcomer gives up; what the provider said and what was answered is erased at once. */
export const abandonSignup =
  ({ signups }: { signups: Signups }) =>
  (identity: IdentityId) =>
    signups.end(identity, abandon)
