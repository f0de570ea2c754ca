import { ProviderFailure } from '../../../application/ports/identity-providers.ts'
import type { ProviderName } from '../../../domain/identity.ts'
import type { ProviderHttp } from './provider-http.ts'
import { providerKeys } from './provider-keys.ts'

/** What an OpenID provider says of itself, as far as we go by it (OpenID Connect Discovery 3). */
export type ProviderMetadata = {
  readonly authorizationEndpoint: string
  readonly tokenEndpoint: string
  readonly userinfoEndpoint: string | null
  /** RFC 7009, announced by RFC 8414 2; one at a host that is not allowed is as good as none. */
  readonly revocationEndpoint: string | null
  readonly keys: ReturnType<typeof providerKeys>
  readonly clientAuthentication: 'client_secret_post' | 'client_secret_basic'
  /** Of its id_tokens: asymmetric ones alone. */
  readonly algorithms: readonly string[]
  /** RFC 9207 3. */
  readonly sendsIss: boolean
}

export type Discovering = {
  readonly name: ProviderName
  readonly issuer: string
  /** Where its endpoints may be, besides the issuer's own host; `.example.com` stands for all below it. */
  readonly hosts: readonly string[]
}

const freshMs = 60 * 60_000
/** After a look that failed there is none for this long, while what is held still serves. */
const cooldownMs = 30_000
/** An outage must not end logins, but a document that has been wrong for a day is believed no more. */
const stalestMs = 24 * 60 * 60_000

/** Only what a public key verifies: with the client's secret as the key, whoever knows it could sign anyone in. */
const soundAlgorithms = new Set([
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
])

/**
 * Reads the discovery document when it is first needed, and again every hour, by one call at a time. A provider
 * that cannot be read, or speaks for another issuer, throws `ProviderFailure`: it is off until it is right, and
 * nothing else is.
 */
export function discovery(
  http: Pick<ProviderHttp, 'get'>,
  provider: Discovering,
  now: () => number = Date.now,
): () => Promise<ProviderMetadata> {
  let held: { readonly metadata: ProviderMetadata; readonly at: number } | undefined
  let lookAgainAt = 0
  let looking: Promise<ProviderMetadata> | undefined
  // The keys outlive the document that names them: they have a patience of their own with an outage.
  let known: { readonly uri: string; readonly keys: ProviderMetadata['keys'] } | undefined
  const keysAt = (uri: string) => {
    if (known?.uri !== uri) known = { uri, keys: providerKeys(http, uri, now) }
    return known.keys
  }
  const look = async () => {
    lookAgainAt = now() + cooldownMs
    const { status, json } = await http.get(documentOf(provider.issuer))
    if (status !== 200) throw off(provider, `its discovery document answered ${status}`)
    const metadata = metadataOf(provider, json, keysAt)
    held = { metadata, at: now() }
    lookAgainAt = now() + freshMs
    return metadata
  }
  const lookOnce = () => {
    looking ??= look().finally(() => {
      looking = undefined
    })
    return looking
  }
  return async () => {
    if (!held || now() - held.at >= stalestMs) return lookOnce()
    if (now() >= lookAgainAt) lookOnce().catch(() => undefined)
    return held.metadata
  }
}

/** OpenID Connect Discovery 4.1: a slash at the end goes before the rest is put to it. */
function documentOf(issuer: string): string {
  return `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`
}

function metadataOf(
  provider: Discovering,
  json: Readonly<Record<string, unknown>>,
  keysAt: (uri: string) => ProviderMetadata['keys'],
): ProviderMetadata {
  // RFC 8414 3.3: exactly the issuer that was asked, or anyone could speak for it.
  if (json.issuer !== provider.issuer) throw off(provider, 'its discovery document names another issuer')
  const endpoint = (name: string) => endpointOf(provider, name, json[name])
  const announced = textsOf(json.id_token_signing_alg_values_supported) ?? ['RS256']
  const algorithms = announced.filter((algorithm) => soundAlgorithms.has(algorithm))
  if (algorithms.length === 0) throw off(provider, 'it signs id_tokens with no public key')
  return {
    authorizationEndpoint: endpoint('authorization_endpoint'),
    tokenEndpoint: endpoint('token_endpoint'),
    userinfoEndpoint: json.userinfo_endpoint === undefined ? null : endpoint('userinfo_endpoint'),
    revocationEndpoint: allowedUrl(provider, json.revocation_endpoint) ?? null,
    keys: keysAt(endpoint('jwks_uri')),
    clientAuthentication: clientAuthenticationOf(provider, json.token_endpoint_auth_methods_supported),
    algorithms,
    sendsIss: json.authorization_response_iss_parameter_supported === true,
  }
}

function endpointOf(provider: Discovering, member: string, value: unknown): string {
  const url = allowedUrl(provider, value)
  if (url !== undefined) return url
  throw off(provider, `the ${member} of its discovery document is missing, or at a host that is not allowed`)
}

function allowedUrl({ issuer, hosts }: Discovering, value: unknown): string | undefined {
  const url = typeof value === 'string' && URL.canParse(value) ? new URL(value) : undefined
  const from = new URL(issuer)
  const isKnown = url && [from.hostname, ...hosts].some((host) => isWithin(url.hostname, host))
  const isSound = isKnown && url.protocol === from.protocol && url.username === '' && url.hash === ''
  return isSound ? url.href : undefined
}

function isWithin(hostname: string, allowed: string): boolean {
  return allowed.startsWith('.') ? hostname.endsWith(allowed) : hostname === allowed
}

/** Absent means basic (OpenID Connect Discovery 3); where both will do, the body, which no library gets wrong. */
function clientAuthenticationOf(
  provider: Discovering,
  value: unknown,
): ProviderMetadata['clientAuthentication'] {
  const methods = textsOf(value) ?? ['client_secret_basic']
  if (methods.includes('client_secret_post')) return 'client_secret_post'
  if (methods.includes('client_secret_basic')) return 'client_secret_basic'
  if (methods.includes('none')) return 'client_secret_post'
  throw off(provider, 'it takes no client authentication that we have')
}

function textsOf(value: unknown): string[] | undefined {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : undefined
}

function off({ name }: Pick<Discovering, 'name'>, why: string): ProviderFailure {
  return new ProviderFailure('provider_unavailable', name, `this provider is off: ${why}`)
}
