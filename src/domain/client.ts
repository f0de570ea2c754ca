import type { Brand } from './brand.ts'

/** The name of an application apart from our own pages. */
export type ClientId = Brand<string, 'ClientId'>

/** An address of a client that answers may go to, byte for byte as it was asked for. */
export type RedirectUri = Brand<string, 'RedirectUri'>

/** BASE64URL(SHA256(code_verifier)), 43 characters (RFC 7636 4.2). */
export type CodeChallenge = Brand<string, 'CodeChallenge'>

/** A public client (RFC 6749 2.1): it keeps no secret, and is known by the addresses that are its own. */
export type Client = {
  readonly id: ClientId
  readonly redirectUris: readonly string[]
  /** Origins of pages that may call us with their own tokens. */
  readonly origins: readonly string[]
}

/** What we ourselves go by where a client is named (RFC 9068 2.2): our own pages and API are one client. */
export const ownClientId = 'daemun'

/** A client that wants a one-time code for a person, at an address of its own. */
export type AuthorizationRequest = {
  readonly clientId: ClientId
  readonly redirectUri: RedirectUri
  readonly state: string | null
  readonly codeChallenge: CodeChallenge
}

const loopbackAddress = /^(http:\/\/(?:127\.0\.0\.1|\[::1\]))(?::\d{1,5})?(?=[/?]|$)/

/**
 * The address that was asked for, when it is one of the client's own: character by character (RFC 9700 2.1), but
 * for the port of a loopback address registered without one, which a native app gets from its system (RFC 8252 7.3).
 */
export function registeredRedirect({ redirectUris }: Client, sent: string): RedirectUri | undefined {
  const withoutPort = sent.replace(loopbackAddress, '$1')
  const own = redirectUris.some(
    (registered) => registered === sent || (loopbackAddress.test(registered) && registered === withoutPort),
  )
  return own ? (sent as RedirectUri) : undefined
}
