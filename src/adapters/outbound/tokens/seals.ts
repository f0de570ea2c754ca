import type { KeptProfile, SealedAttempt, SealedProfile, Seals } from '../../../application/ports/seals.ts'
import type { LoginAttempt } from '../../../domain/login.ts'
import { sealingKeys } from './sealing-keys.ts'

/** `Seals` under the service's secrets. What opens was sealed by us, so its shape is ours. */
export function joseSeals(secrets: readonly [string, ...string[]]): Seals {
  const attempts = sealingKeys(secrets, 'login attempt')
  const profiles = sealingKeys(secrets, 'provider profile')
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
  }
}

type Sealed = Omit<LoginAttempt, 'startedAt' | 'client'> & {
  startedAt: number
  /** Versions before clients sealed none. */
  client?: LoginAttempt['client']
}

function toAttempt({ client = null, ...sealed }: Sealed): LoginAttempt {
  return { ...sealed, client, startedAt: new Date(sealed.startedAt) }
}
