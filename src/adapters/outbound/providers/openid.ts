import type { JWTPayload } from 'jose'
import type { Identified, IdentityProvider } from '../../../application/ports/identity-providers.ts'
import type { Discovering, ProviderMetadata } from './discovery.ts'
import { discovery } from './discovery.ts'
import { authorizationAddress, proofOf } from './oauth-client.ts'
import type { EventHabits } from './openid-events.ts'
import { openIdEvents } from './openid-events.ts'
import type { ExchangedTokens, OpenIdClient } from './openid-exchange.ts'
import { credentials, exchange } from './openid-exchange.ts'
import { openIdNative } from './openid-native.ts'
import type { ClaimNames } from './openid-profile.ts'
import { completeProfile, profileOf } from './openid-profile.ts'
import type { ProvedClaims, ProvingSettings } from './openid-proof.ts'
import { prove } from './openid-proof.ts'
import type { ProviderHttp } from './provider-http.ts'
import { refreshTokenOf, requireRevoked, revocationForm } from './token-revocation.ts'

export type OpenIdSettings = OpenIdClient &
  ProvingSettings &
  Discovering & {
    /** What people call it. */
    readonly label?: string
    /** Asked for besides `openid`. */
    readonly scope: readonly string[]
    readonly claims: ClaimNames
    /** More of the authorization request, such as Google's `hd`. */
    readonly parameters: Readonly<Record<string, string>>
    /** Further ids of our applications at this provider, by whose id_tokens mobile apps log in; absent: none does. */
    readonly nativeClientIds?: readonly string[]
    /** How it pushes security event tokens (RFC 8935); absent: nobody listens. */
    readonly eventHabits?: EventHabits
    /** Whether we take this person at all, by what is proved of them; an operator's hint where we do not. */
    readonly refusePerson?: (claims: JWTPayload) => string | undefined
  }

/** Any OpenID provider, by its discovery document: code flow with state, nonce and PKCE. */
export function openIdProvider(settings: OpenIdSettings, http: ProviderHttp): IdentityProvider {
  const metadata = discovery(http, settings)
  const scope = [...new Set(['openid', ...settings.scope])].join(' ')
  return {
    name: settings.name,
    ...(settings.label !== undefined && { label: settings.label }),
    issuer: settings.issuer,
    sendsIss: async () => (await metadata()).sendsIss,
    async authorizationUrl(attempt) {
      const { authorizationEndpoint } = await metadata()
      const fixed = { scope, ...settings.parameters }
      return `${authorizationAddress(authorizationEndpoint, settings, fixed)}&${proofOf(attempt)}`
    },
    async identify(callback) {
      const found = await metadata()
      const tokens = await exchange(settings, found, http, callback)
      if (tokens.kind !== 'exchanged') return tokens
      const claims = await prove(settings, found, tokens.idToken, callback.nonce)
      const hint = settings.refusePerson?.(claims)
      if (hint !== undefined) return { kind: 'access_denied', hint }
      return identifiedBy(settings, found, http, { claims, tokens })
    },
    links: {
      async remove(_subject, refreshToken) {
        if (refreshToken === null) return
        const found = await metadata()
        if (found.revocationEndpoint === null) return
        const { form, headers } = credentials(settings, found)
        const sent = { ...form, ...revocationForm(refreshToken) }
        requireRevoked(settings.name, await http.tell(found.revocationEndpoint, sent, headers))
      },
    },
    ...(settings.eventHabits && { notices: openIdEvents(settings, settings.eventHabits, metadata) }),
    ...(settings.nativeClientIds && {
      proveNative: openIdNative({
        settings,
        metadata,
        profileOf: (claims) => profileOf(claims, settings.claims),
      }),
    }),
  }
}

type Proved = { readonly claims: ProvedClaims; readonly tokens: ExchangedTokens }

function identifiedBy(
  { name, claims: names }: OpenIdSettings,
  found: ProviderMetadata,
  http: ProviderHttp,
  { claims, tokens }: Proved,
): Identified {
  // Of no use, and so not kept, where nothing can be revoked.
  const refreshToken = found.revocationEndpoint === null ? undefined : refreshTokenOf(tokens.refreshToken)
  const asked = { name, names, claims, accessToken: tokens.accessToken }
  return {
    kind: 'identified',
    identity: { provider: name, subject: claims.sub },
    ...(refreshToken !== undefined && { refreshToken }),
    profile: async () => ({ kind: 'profile', profile: await completeProfile(asked, found, http) }),
  }
}
