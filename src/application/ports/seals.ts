import type { Brand } from '../../domain/brand.ts'
import type { ProviderProfile } from '../../domain/identity.ts'
import type { LoginAttempt } from '../../domain/login.ts'
import type { JoinTicket, ProviderRefreshToken } from './identity-providers.ts'

export type SealedAttempt = Brand<string, 'SealedAttempt'>
/** What is kept of a newcomer until their signup ends. */
export type KeptProfile = ProviderProfile & { readonly joinTicket?: JoinTicket }
export type SealedProfile = Brand<string, 'SealedProfile'>
export type SealedProviderToken = Brand<string, 'SealedProviderToken'>

/**
 * What leaves the house unreadable: encrypted and authenticated under the service's secret, each purpose
 * with a key of its own. Opening gives `undefined` for anything that we did not seal for that purpose.
 */
export type Seals = {
  sealAttempt(attempt: LoginAttempt): Promise<SealedAttempt>
  openAttempt(sealed: string): Promise<LoginAttempt | undefined>
  sealProfile(profile: KeptProfile): Promise<SealedProfile>
  openProfile(sealed: SealedProfile): Promise<KeptProfile | undefined>
  sealProviderToken(token: ProviderRefreshToken): Promise<SealedProviderToken>
  openProviderToken(sealed: SealedProviderToken): Promise<ProviderRefreshToken | undefined>
}
