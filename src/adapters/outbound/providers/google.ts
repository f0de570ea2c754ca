import type { IdentityProvider } from '../../../application/ports/identity-providers.ts'
import type { Registration } from './oauth-client.ts'
import { openIdProvider } from './openid.ts'
import { standardClaims } from './openid-profile.ts'
import type { ProviderHttp } from './provider-http.ts'

export type GoogleSettings = Registration & {
  readonly issuer: string
  readonly scope: readonly string[]
  /** Google's `prompt`, or `null` for none. */
  readonly prompt: string | null
  /** The Workspace domain that people must be of; `*` is any, `null` is no demand. */
  readonly hostedDomain: string | null
  /** Client ids of our Android and iOS apps. */
  readonly nativeClientIds: readonly string[]
}

/** Google: OpenID Connect by discovery, with its second spelling of the issuer and its Workspace domains. */
export function google(settings: GoogleSettings, http: ProviderHttp): IdentityProvider {
  const { issuer, prompt, hostedDomain } = settings
  // Google's documents: `iss` is the issuer with or without its scheme.
  const tokenIssuers = [issuer, issuer.replace(/^https?:\/\//, '')]
  return openIdProvider(
    {
      ...settings,
      name: 'google',
      hosts: ['.googleapis.com'],
      tokenIssuers,
      // Cross-Account Protection: its documents add a slash, and name neither the header's type nor the content's.
      eventHabits: {
        issuers: [...tokenIssuers, `${issuer}/`],
        types: ['secevent+jwt', 'jwt', undefined],
        contentType: null,
      },
      claims: { ...standardClaims, nickname: ['name'] },
      parameters: {
        // Else there is no refresh token, and without one nothing to revoke when the person leaves.
        access_type: 'offline',
        ...(prompt !== null && { prompt }),
        ...(hostedDomain !== null && { hd: hostedDomain }),
      },
      // `hd` in the request is but a hint to Google's page: the claim decides.
      refusePerson: ({ hd }) =>
        isOf(hostedDomain, hd) ? undefined : 'the account is not of the Workspace domain in GOOGLE_HD',
    },
    http,
  )
}

function isOf(hostedDomain: string | null, claim: unknown): boolean {
  if (hostedDomain === null) return true
  return typeof claim === 'string' && (hostedDomain === '*' ? claim !== '' : claim === hostedDomain)
}
