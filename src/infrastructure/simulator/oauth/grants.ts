import { randomBytes } from 'node:crypto'
import { type ExpiringMap, expiringMap } from '../expiring-map.ts'
import type { Item } from '../people.ts'

/** What a login is good for, carried from the code to its tokens. */
export type Grant = {
  personId: string
  clientId: string
  scope: readonly string[]
  authTime: Date
  nonce: string | undefined
}
export type CodeGrant = Grant & {
  redirectUri: string
  codeChallenge: string | undefined
  isOffline: boolean
  /** The person has just agreed to something, and did not merely come back. */
  isConsented: boolean
}

/** All that a provider remembers of its one application. In memory: a restart forgets it. */
export type Grants = {
  codes: ExpiringMap<CodeGrant>
  accessTokens: ExpiringMap<Grant>
  refreshTokens: ExpiringMap<Grant>
  /** What each person agreed to so far; undefined for who never let the application in. */
  agreed: ExpiringMap<ReadonlySet<Item>>
  agree(personId: string, items: readonly Item[]): void
  /** Forgets a person: codes, tokens and what was agreed to. */
  unlink(personId: string): void
}

export const ACCESS_TOKEN_SECONDS = 3_600
const REFRESH_TOKEN_SECONDS = 180 * 86_400
const CODE_SECONDS = 600
const CAPACITY = 50_000

/** Letters, digits, `-` and `_`. */
export const newToken = (): string => randomBytes(48).toString('base64url')

export const newGrants = (now: () => Date): Grants => {
  const kept = <Value>(ttlSeconds: number) => expiringMap<Value>({ ttlSeconds, capacity: CAPACITY, now })
  const codes = kept<CodeGrant>(CODE_SECONDS)
  const accessTokens = kept<Grant>(ACCESS_TOKEN_SECONDS)
  const refreshTokens = kept<Grant>(REFRESH_TOKEN_SECONDS)
  const agreed = kept<ReadonlySet<Item>>(Number.POSITIVE_INFINITY)
  return {
    codes,
    accessTokens,
    refreshTokens,
    agreed,
    agree: (personId, items) => agreed.set(personId, new Set([...(agreed.get(personId) ?? []), ...items])),
    unlink: (personId) => {
      agreed.delete(personId)
      const isTheirs = (grant: Grant) => grant.personId === personId
      for (const grants of [codes, accessTokens, refreshTokens]) grants.deleteWhere(isTheirs)
    },
  }
}
