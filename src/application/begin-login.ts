import type { Destination } from '../domain/destination.ts'
import type { LinkRequest } from '../domain/link.ts'
import type { LoginAttempt } from '../domain/login.ts'
import type { Clock } from './ports/clock.ts'
import type { IdentityProvider } from './ports/identity-providers.ts'
import type { Ids } from './ports/ids.ts'
import type { SealedAttempt, Seals } from './ports/seals.ts'

export type BegunLogin = {
  readonly location: string
  readonly state: string
  readonly attempt: SealedAttempt
}

/** Sends a person to a provider, with an attempt sealed to this browser: no row, no job. */
export const beginLogin =
  ({ clock, ids, seals }: { clock: Clock; ids: Ids; seals: Seals }) =>
  async (provider: IdentityProvider, destination: Destination, link?: LinkRequest): Promise<BegunLogin> => {
    const attempt: LoginAttempt = {
      provider: provider.name,
      state: ids.secret(),
      nonce: ids.secret(),
      codeVerifier: ids.secret(),
      ...destination,
      startedAt: clock.now(),
      ...(link && { link }),
    }
    const [location, sealed] = await Promise.all([
      provider.authorizationUrl(attempt),
      seals.sealAttempt(attempt),
    ])
    return { location, state: attempt.state, attempt: sealed }
  }
