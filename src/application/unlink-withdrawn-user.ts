import type { EventId } from '../domain/events.ts'
import type { IdentityProviders } from './ports/identity-providers.ts'
import type { Withdrawals } from './ports/withdrawals.ts'

/**
 * `UserWithdrew` takes the links away at the providers, one after the other: a provider that is down throws, and the
 * next try goes on where this one stopped. Asking twice does no harm.
 */
export const unlinkWithdrawnUser =
  ({ withdrawals, providers }: { withdrawals: Withdrawals; providers: IdentityProviders }) =>
  async (event: EventId) => {
    for (const unlink of await withdrawals.unlinksOf(event)) {
      await providers[unlink.provider]?.links?.remove(unlink.subject)
      await withdrawals.unlinked(unlink)
    }
    await withdrawals.close(event)
    return { kind: 'unlinked' as const }
  }
