import type { AuthorizationRequest } from './client.ts'
import type { ReturnTo } from './return-to.ts'

/** Where a login leads: to an address of ours or one that we know, or with a code to a client. */
export type Destination = {
  readonly returnTo: ReturnTo | null
  readonly client: AuthorizationRequest | null
}
