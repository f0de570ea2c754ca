import { randomBytes } from 'node:crypto'
import { type ExpiringMap, expiringMap } from '../expiring-map.ts'
import type { ConsentItem } from './application.ts'

/** A person who has let the application in, with the items agreed to so far. */
export type Link = {
  connectedAt: Date
  agreed: ReadonlySet<ConsentItem>
  /** Service terms by their tags, and when they were agreed to. */
  terms: ReadonlyMap<string, Date>
  /** By `/v1/user/signup`, where the application connects people itself. */
  joined?: boolean
}

/** What a login is good for, carried from code to tokens to refreshed tokens. */
export type Grant = { personId: string; clientId: string; openid: boolean; authTime: Date }
export type CodeGrant = Grant & {
  redirectUri: string
  codeChallenge: string | undefined
  nonce: string | undefined
}
export type AccessGrant = Grant & { refreshToken: string; expiresAt: Date }
export type RefreshGrant = Grant & { expiresAt: Date }

/** All that the simulator remembers about the application. In memory: a restart forgets it. */
export type Grants = {
  links: ExpiringMap<Link>
  codes: ExpiringMap<CodeGrant>
  accessTokens: ExpiringMap<AccessGrant>
  refreshTokens: ExpiringMap<RefreshGrant>
  agree(personId: string, items: readonly ConsentItem[], terms?: readonly string[]): void
  /** Ends every code and token of a person. */
  revokeAll(personId: string): void
  /** The same, and the person is not linked any more. */
  unlink(personId: string): void
}

export const ACCESS_TOKEN_SECONDS = 21_599
export const REFRESH_TOKEN_SECONDS = 5_183_999
const CODE_SECONDS = 600
// Longer than they are good for, so that an expired token is told from one that never was.
const KEPT_SECONDS = 4 * ACCESS_TOKEN_SECONDS
const CAPACITY = 50_000

/** 64 letters, digits, `-` and `_`, as Kakao's tokens look. */
export const newToken = (): string => randomBytes(48).toString('base64url')

export const newGrants = (now: () => Date): Grants => {
  const kept = <Value>(ttlSeconds: number) => expiringMap<Value>({ ttlSeconds, capacity: CAPACITY, now })
  const links = kept<Link>(Number.POSITIVE_INFINITY)
  const codes = kept<CodeGrant>(CODE_SECONDS)
  const accessTokens = kept<AccessGrant>(KEPT_SECONDS)
  const refreshTokens = kept<RefreshGrant>(REFRESH_TOKEN_SECONDS)
  const revokeAll = (personId: string) => {
    const isTheirs = (grant: Grant) => grant.personId === personId
    for (const grants of [codes, accessTokens, refreshTokens]) grants.deleteWhere(isTheirs)
  }
  return {
    links,
    codes,
    accessTokens,
    refreshTokens,
    agree: (personId, items, tags = []) => {
      const known = links.get(personId)
      const agreed = new Set([...(known?.agreed ?? []), ...items])
      const fresh = tags.filter((tag) => !known?.terms.has(tag)).map((tag) => [tag, now()] as const)
      const terms = new Map([...(known?.terms ?? []), ...fresh])
      links.set(personId, { ...known, connectedAt: known?.connectedAt ?? now(), agreed, terms })
    },
    revokeAll,
    unlink: (personId) => {
      links.delete(personId)
      revokeAll(personId)
    },
  }
}
