import type { EventId } from '../domain/events.ts'
import type { IdentityProviders } from './ports/identity-providers.ts'
import type { Seals } from './ports/seals.ts'
import type { DueUnlink, Withdrawals } from './ports/withdrawals.ts'

type Needs = { withdrawals: Withdrawals; seals: Seals; providers: IdentityProviders }

/**
 * `UserWithdrew` and `IdentityUnlinked` take the links away at the providers, one after the other: a provider that is
 * down throws, and the next try goes on where this one stopped. Asking twice does no harm.
 */
export const removeProviderLinks = ({ withdrawals, seals, providers }: Needs) => {
  const remove = async ({ provider, subject, sealedToken }: DueUnlink) => {
    const refreshToken = sealedToken === null ? null : await seals.openProviderToken(sealedToken)
    // Parked in the end, where an operator finds it: to take it for done would leave the link there for ever.
    if (refreshToken === undefined)
      throw new Error(`DAEMUN_SECRET lacks the secret that sealed a token of ${provider}: put it back`)
    await providers[provider]?.links?.remove(subject, refreshToken)
  }
  return async (event: EventId) => {
    for (const unlink of await withdrawals.unlinksOf(event)) {
      await remove(unlink)
      await withdrawals.unlinked(unlink)
    }
    await withdrawals.close(event)
    return { kind: 'removed' as const }
  }
}
