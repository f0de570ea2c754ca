import type { JWTPayload } from 'jose'
import type { NoticeSource } from '../../../application/ports/identity-providers.ts'
import type { ProviderName, Subject } from '../../../domain/identity.ts'
import { parseSubject } from '../../../domain/identity.ts'
import type { ProviderMetadata } from './discovery.ts'
import { isObject } from './profile-claims.ts'
import { securityEvents, standardMeaning } from './security-events.ts'

/** How a provider's security event tokens differ from the standards. */
export type EventHabits = {
  /** Every spelling of the issuer in them. */
  readonly issuers: readonly string[]
  /** Every header `typ`; `undefined` stands for none. */
  readonly types: readonly (string | undefined)[]
  readonly contentType: string | null
}

/** As RFC 8417 2.3 and RFC 8935 2.1 have it. */
export function standardHabits(issuer: string): EventHabits {
  return { issuers: [issuer], types: ['secevent+jwt'], contentType: 'application/secevent+jwt' }
}

type Application = {
  readonly name: ProviderName
  readonly clientId: string
  readonly nativeClientIds?: readonly string[]
}

/** What an OpenID provider pushes, proved by the keys of its discovery document. */
export function openIdEvents(
  { name, clientId, nativeClientIds = [] }: Application,
  { issuers, types, contentType }: EventHabits,
  metadata: () => Promise<ProviderMetadata>,
): NoticeSource {
  const audiences = [clientId, ...nativeClientIds]
  const subjectOf = (claims: JWTPayload, { subject }: Readonly<Record<string, unknown>>) =>
    subjectIn(subject ?? claims.sub_id ?? claims, issuers)
  return {
    events: {
      contentType,
      async read(token) {
        const { keys, algorithms } = await metadata()
        const rules = { name, issuers, audiences, keys, algorithms, types, subjectOf }
        return securityEvents({ ...rules, meaningOf: standardMeaning })(token)
      },
    },
  }
}

/** By issuer and subject (RFC 9493 3.2.3) alone: an e-mail or a token names nobody here. */
function subjectIn(named: unknown, issuers: readonly string[]): Subject | null | undefined {
  if (!isObject(named) || named.sub === undefined) return null
  const isOurs = named.iss === undefined || issuers.includes(String(named.iss))
  return isOurs ? parseSubject(named.sub) : undefined
}
