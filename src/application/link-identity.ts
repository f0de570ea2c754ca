import type { LinkRequest } from '../domain/link.ts'
import { decideLink } from '../domain/link.ts'
import type { ReturnTo } from '../domain/return-to.ts'
import type { Identified } from './ports/identity-providers.ts'
import type { Linked, Links } from './ports/links.ts'
import type { Seals } from './ports/seals.ts'
import { shownIdentity } from './shown-identity.ts'

export type LinkOutcome = Exclude<Linked, { kind: 'linked' | 'merged' }> | LinkDone
type LinkDone =
  | { readonly kind: 'linked'; readonly returnTo: ReturnTo | null }
  | { readonly kind: 'merged'; readonly returnTo: ReturnTo | null }

/** An identity that was proved for a user who is signed in becomes theirs. */
export const linkIdentity =
  ({ links, seals }: { links: Links; seals: Seals }) =>
  async (identified: Identified, request: LinkRequest, returnTo: ReturnTo | null): Promise<LinkOutcome> => {
    const shown = await shownIdentity(seals, identified)
    const linked = await links.link(shown, request, (owner) => decideLink(request, owner))
    return linked.kind === 'linked' || linked.kind === 'merged' ? { kind: linked.kind, returnTo } : linked
  }
