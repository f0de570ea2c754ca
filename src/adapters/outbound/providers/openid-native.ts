import type { JWTPayload } from 'jose'
import type {
  NativelyIdentified,
  NativeRefusal,
  ProviderRefusal,
} from '../../../application/ports/identity-providers.ts'
import type { ProviderName, ProviderProfile } from '../../../domain/identity.ts'
import { parseSubject } from '../../../domain/identity.ts'
import type { NativeProof } from '../../../domain/native-login.ts'
import type { ProviderMetadata } from './discovery.ts'
import { IdTokenRefused, provedClaims } from './id-token.ts'

type Needs = {
  readonly settings: {
    readonly name: ProviderName
    readonly clientId: string
    readonly tokenIssuers: readonly string[]
    readonly nativeClientIds?: readonly string[]
    readonly refusePerson?: (claims: JWTPayload) => string | undefined
  }
  readonly metadata: () => Promise<ProviderMetadata>
  readonly profileOf: (claims: JWTPayload) => ProviderProfile
}

/** Proves the id_token that a provider's SDK gave to a mobile app. An access token does not tell whose app it is of. */
export const openIdNative =
  ({ settings, metadata, profileOf }: Needs) =>
  async (proof: NativeProof): Promise<NativelyIdentified | ProviderRefusal | NativeRefusal> => {
    if (proof.kind !== 'id_token') return { kind: 'native_login_unsupported' }
    const { name, clientId, tokenIssuers: issuers, nativeClientIds = [] } = settings
    const { keys, algorithms } = await metadata()
    const expected = { issuers, clientIds: [clientId, ...nativeClientIds], nonce: null, algorithms }
    try {
      const claims = await provedClaims(proof.idToken, keys, expected)
      const subject = parseSubject(claims.sub)
      if (!subject) return refused('the sub is no subject')
      const hint = settings.refusePerson?.(claims)
      if (hint !== undefined) return { kind: 'access_denied', hint }
      const profile = profileOf(claims)
      return {
        kind: 'identified',
        identity: { provider: name, subject },
        nonce: typeof claims.nonce === 'string' ? claims.nonce : null,
        profile: async () => ({ kind: 'profile', profile }),
      }
    } catch (error) {
      if (error instanceof IdTokenRefused) return refused(error.message)
      throw error
    }
  }

function refused(hint: string): NativeRefusal {
  return { kind: 'invalid_provider_token', hint }
}
