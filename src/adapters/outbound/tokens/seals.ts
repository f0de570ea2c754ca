import type { ProviderRefreshToken } from '../../../application/ports/identity-providers.ts'
import type {
  KeptProfile,
  SealedAttempt,
  SealedProfile,
  SealedProviderToken,
  Seals,
} from '../../../application/ports/seals.ts'
import type { LoginAttempt } from '../../../domain/login.ts'
import type { SealingKeys } from './sealing-keys.ts'
import { sealingKeys } from './sealing-keys.ts'

/** `Seals` under the service's secrets. What opens was sealed by us, so its shape is ours. */
export function jweSeals(secrets: readonly [string, ...string[]]): Seals {
  const attempts = sealingKeys(secrets, 'login attempt')
  const profiles = sealingKeys(secrets, 'provider profile')
  const providerTokens = providerTokenKeys(secrets)
  return {
    async sealAttempt(attempt) {
      const text = JSON.stringify({ ...attempt, startedAt: attempt.startedAt.getTime() })
      return attempts.seal(text) as SealedAttempt
    },
    async openAttempt(sealed) {
      const text = attempts.open(sealed)
      return text === undefined ? undefined : toAttempt(JSON.parse(text))
    },
    sealProfile: async (profile) => profiles.seal(JSON.stringify(profile)) as SealedProfile,
    async openProfile(sealed) {
      const text = profiles.open(sealed)
      return text === undefined ? undefined : (JSON.parse(text) as KeptProfile)
    },
    sealProviderToken: async (token) => providerTokens.seal(token) as SealedProviderToken,
    openProviderToken: async (sealed) => providerTokens.open(sealed) as ProviderRefreshToken | undefined,
  }
}

/** These seals live as long as an account, so they are resealed when the secret changes. */
export function providerTokenKeys(secrets: readonly [string, ...string[]]): SealingKeys {
  return sealingKeys(secrets, 'provider token')
}

type Sealed = Omit<LoginAttempt, 'startedAt' | 'client'> & {
  startedAt: number
  /** Versions before clients sealed none. */
  client?: LoginAttempt['client']
}

function toAttempt({ client = null, ...sealed }: Sealed): LoginAttempt {
  return { ...sealed, client, startedAt: new Date(sealed.startedAt) }
}
