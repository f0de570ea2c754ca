import { randomBytes, randomUUIDv7 } from 'node:crypto'
import type { Ids } from '../../../application/ports/ids.ts'
import type { SignupId } from '../../../domain/ids.ts'
import type { UserId } from '../../../domain/user.ts'

/** Names and secrets from the operating system's CSPRNG. */
export const systemIds: Ids = {
  userId: () => randomUUIDv7() as UserId,
  signupId: () => randomUUIDv7() as SignupId,
  secret: () => randomBytes(32).toString('base64url'),
}
