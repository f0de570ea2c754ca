import type { CryptoKey, FlattenedJWSInput, JSONWebKeySet, JWSHeaderParameters } from 'jose'
import { createLocalJWKSet, errors } from 'jose'
import type { ProviderHttp } from './provider-http.ts'

/** Kakao blocks who asks too often: after a refresh that failed, none in the background for this long. */
const cooldownMs = 60_000
/**
 * After a look that did not help, none for this long for another key: whoever sends us tokens can make keys up, and
 * must not keep a key that the provider has just begun to sign with from us for longer.
 */
const secondLookMs = 10_000
const freshMs = 10 * 60_000
/** An outage of the keys' address must not end logins while the keys that we hold still verify. */
const stalestMs = 24 * 60 * 60_000

type KeyResolver = (header?: JWSHeaderParameters, token?: FlattenedJWSInput) => Promise<CryptoKey>

/**
 * A provider's public keys: fetched when first needed, in the background when ten minutes old, and when a
 * token names a key that we have not seen; by one call at a time. `now` in milliseconds.
 */
export function providerKeys(
  http: Pick<ProviderHttp, 'get'>,
  jwksUri: string,
  now: () => number = Date.now,
): KeyResolver {
  let held: { resolve: KeyResolver; at: number } | undefined
  let helplessAt = Number.NEGATIVE_INFINITY
  let fetching: Promise<KeyResolver> | undefined

  const fetchKeys = async () => {
    try {
      held = { resolve: createLocalJWKSet(await fetchSet(http, jwksUri)), at: now() }
      return held.resolve
    } catch (error) {
      helplessAt = now()
      throw error
    } finally {
      fetching = undefined
    }
  }
  const refresh = () => {
    fetching ??= fetchKeys()
    return fetching
  }
  const rested = (ms: number) => now() - helplessAt >= ms

  const current = async () => {
    if (!held || now() - held.at >= stalestMs) return refresh()
    if (now() - held.at >= freshMs && rested(cooldownMs)) refresh().catch(() => undefined)
    return held.resolve
  }

  return async (header, token) => {
    const resolve = await current()
    try {
      return await resolve(header, token)
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey) || !rested(secondLookMs)) throw error
    }
    const refreshed = await refresh()
    return refreshed(header, token).catch((error: unknown) => {
      helplessAt = now()
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
