import type { CryptoKey, FlattenedJWSInput, JSONWebKeySet, JWSHeaderParameters } from 'jose'
import { createLocalJWKSet, errors } from 'jose'
import type { ProviderHttp } from './provider-http.ts'

/** Kakao blocks who asks too often: after a look that did not help, none for this long. */
const cooldownMs = 60_000
const freshMs = 10 * 60_000
/** An outage of the keys' address must not end logins while the keys that we hold still verify. */
const stalestMs = 24 * 60 * 60_000

type KeyResolver = (header?: JWSHeaderParameters, token?: FlattenedJWSInput) => Promise<CryptoKey>

/**
 * A provider's public keys, fetched when first needed and again when ten minutes old or when a token names
 * a key that we have not seen, by one call at a time. `now` in milliseconds.
 */
export function providerKeys(
  http: Pick<ProviderHttp, 'get'>,
  jwksUri: string,
  now: () => number = Date.now,
): KeyResolver {
  let held: { resolve: KeyResolver; at: number } | undefined
  let failedAt = Number.NEGATIVE_INFINITY
  let fetching: Promise<void> | undefined

  const fetchKeys = () => {
    fetching ??= fetchSet(http, jwksUri)
      .then((set) => {
        held = { resolve: createLocalJWKSet(set), at: now() }
      })
      .finally(() => {
        fetching = undefined
      })
    return fetching
  }

  const ensure = async () => {
    if (held && now() - held.at < freshMs) return held.resolve
    const rested = now() - failedAt >= cooldownMs
    try {
      if (!held || rested) await fetchKeys()
    } catch (error) {
      failedAt = now()
      if (!held || now() - held.at >= stalestMs) throw error
    }
    if (!held) throw new errors.JWKSInvalid('no keys')
    return held.resolve
  }

  return async (header, token) => {
    const resolve = await ensure()
    try {
      return await resolve(header, token)
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey) || now() - failedAt < cooldownMs) throw error
    }
    await fetchKeys()
    return (held?.resolve ?? resolve)(header, token).catch((error: unknown) => {
      failedAt = now()
      throw error
    })
  }
}

async function fetchSet(http: Pick<ProviderHttp, 'get'>, jwksUri: string): Promise<JSONWebKeySet> {
  const { status, json } = await http.get(jwksUri)
  if (status !== 200 || !Array.isArray(json.keys))
    throw new errors.JWKSInvalid(`no keys, but status ${status}`)
  return { keys: json.keys }
}
