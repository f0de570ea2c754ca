import type { IdentityProvider } from '../../../application/ports/identity-providers.ts'
import type { Registration } from './oauth-client.ts'
import { openIdProvider } from './openid.ts'
import { standardClaims } from './openid-profile.ts'
import type { ProviderHttp } from './provider-http.ts'

export type LineSettings = Registration & {
  readonly clientSecret: string
  readonly issuer: string
  readonly scope: readonly string[]
}

/**
 * LINE Login v2.1. Its discovery document speaks of ES256, which its apps get; the code flow of the web gets HS256
 * with the channel secret. It announces no client authentication, where its documents put the secret in the body.
 */
export function line(settings: LineSettings, http: ProviderHttp): IdentityProvider {
  return openIdProvider(
    {
      ...settings,
      name: 'line',
      hosts: ['api.line.me'],
      tokenIssuers: [settings.issuer],
      idTokenSecret: settings.clientSecret,
      clientAuthentication: 'client_secret_post',
      // No claim of LINE's marks an e-mail as verified, so that standardClaims find none.
      claims: { ...standardClaims, nickname: ['name'] },
      parameters: {},
    },
    http,
  )
}
