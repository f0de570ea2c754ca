import type { Identified } from './ports/identity-providers.ts'
import type { ShownIdentity } from './ports/logins.ts'
import type { Seals } from './ports/seals.ts'

/** An identity as it may be stored: what the provider gave for taking the link away is sealed. */
export async function shownIdentity(
  seals: Pick<Seals, 'sealProviderToken'>,
  { identity, refreshToken }: Identified,
): Promise<ShownIdentity> {
  if (refreshToken === undefined) return identity
  return { ...identity, sealedToken: await seals.sealProviderToken(refreshToken) }
}
