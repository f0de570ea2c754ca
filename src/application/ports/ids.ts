import type { SignupId } from '../../domain/ids.ts'
import type { UserId } from '../../domain/user.ts'

/** New names and new secrets. */
export type Ids = {
  /** UUIDv7 (RFC 9562 5.7): sorts by time, so that rows born together stand together. */
  userId(): UserId
  signupId(): SignupId
  /** 256 bits from a CSPRNG as 43 characters of base64url; never a UUID (ASVS 11.5.1). */
  secret(): string
}
