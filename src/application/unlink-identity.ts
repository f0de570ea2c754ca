import type { IdentityId } from '../domain/identity.ts'
import { decideUnlink } from '../domain/link.ts'
import type { UserId } from '../domain/user.ts'
import type { Links } from './ports/links.ts'

/** Takes a login away from a user, but never the last. */
export const unlinkIdentity =
  ({ links }: { links: Links }) =>
  (user: UserId, identity: IdentityId) =>
    links.unlink(user, identity, (identities) => decideUnlink(identities, identity))
