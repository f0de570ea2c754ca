import type { IdentityId } from '../domain/identity.ts'
import type { SessionId } from '../domain/ids.ts'
import { decideUnlink } from '../domain/link.ts'
import { end } from '../domain/session.ts'
import type { UserId } from '../domain/user.ts'
import type { Links } from './ports/links.ts'

/** Takes a login away from a user, but never the last; whoever came in by it elsewhere is signed out. */
export const unlinkIdentity =
  ({ links }: { links: Links }) =>
  (user: UserId, identity: IdentityId, asking: SessionId) =>
    links.unlink(user, identity, { asking, end }, (identities) => decideUnlink(identities, identity))
