import type { Brand } from './brand.ts'
import type { Destination } from './destination.ts'
import type { ProviderName } from './identity.ts'
import type { LinkRequest } from './link.ts'

/** Seconds within which a person must come back from the provider. */
export const attemptTtlSeconds = 600

/** One press of the button, sealed to the browser that pressed it. Each secret has 256 bits. */
export type LoginAttempt = Destination & {
  readonly provider: ProviderName
  readonly state: string
  readonly nonce: string
  readonly codeVerifier: string
  readonly startedAt: Date
  /** Whoever is proved is added to this user, instead of signed in. */
  readonly link?: LinkRequest
}

/** What the browser brought back; `undefined` is absent, and a repeated parameter is an empty string. */
export type ReturnedParameters = {
  readonly provider: ProviderName
  readonly state: string | undefined
  readonly code: string | undefined
  readonly error: string | undefined
  readonly iss: string | undefined
}

/** Proof that a code belongs to an attempt of this very browser; the only thing a provider accepts. */
export type VerifiedCallback = Brand<
  {
    readonly code: string
    readonly state: string
    readonly nonce: string
    readonly codeVerifier: string
  },
  'VerifiedCallback'
>

export type CallbackCheck =
  | { readonly kind: 'verified'; readonly callback: VerifiedCallback }
  | { readonly kind: 'invalid_state' }
  | { readonly kind: 'invalid_code' }
  | { readonly kind: 'access_denied' }
  | { readonly kind: 'provider_refused'; readonly error: string }

/** OpenID Connect Core 3.1.2.6: the person did not let us in, or was not asked. */
const personSaidNo = new Set(['access_denied', 'login_required', 'consent_required', 'interaction_required'])

const longestCode = 2_048

/**
 * Compares what came back with what was sealed when the browser left (RFC 9700 2.1, 4.7; RFC 9207 2.4).
 * `issuer` is the only `iss` that is believed; a provider that sends none is fine.
 */
export function verifyCallback(
  attempt: LoginAttempt | undefined,
  returned: ReturnedParameters,
  issuer: string,
  now: Date,
): CallbackCheck {
  if (!attempt || !returned.state || attempt.state !== returned.state) return { kind: 'invalid_state' }
  if (attempt.provider !== returned.provider) return { kind: 'invalid_state' }
  if (now.getTime() - attempt.startedAt.getTime() >= attemptTtlSeconds * 1_000)
    return { kind: 'invalid_state' }
  if (returned.iss !== undefined && returned.iss !== issuer) return { kind: 'invalid_state' }
  if (returned.error !== undefined) return refusalOf(returned.error)
  if (!returned.code || returned.code.length > longestCode) return { kind: 'invalid_code' }
  const { state, nonce, codeVerifier } = attempt
  return {
    kind: 'verified',
    callback: { code: returned.code, state, nonce, codeVerifier } as VerifiedCallback,
  }
}

function refusalOf(error: string): CallbackCheck {
  if (personSaidNo.has(error)) return { kind: 'access_denied' }
  // It goes to a log, and anyone can write an address: only what looks like an error code is repeated.
  return { kind: 'provider_refused', error: /^[a-z_]{1,40}$/.test(error) ? error : 'an unknown error' }
}
