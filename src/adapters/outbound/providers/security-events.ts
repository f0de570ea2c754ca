import type { JWTPayload, JWTVerifyGetKey } from 'jose'
import { jwtVerify } from 'jose'
import type {
  HeardNothing,
  ReadNotice,
  SecurityEventRefusal,
} from '../../../application/ports/identity-providers.ts'
import type { ProviderName, Subject } from '../../../domain/identity.ts'
import type { ProviderNotice } from '../../../domain/provider-notice.ts'
import { isObject } from './profile-claims.ts'
import { refusalOf, refused } from './security-event-refusals.ts'

type Said = Readonly<Record<string, unknown>>

/** By what a provider's security event tokens (RFC 8417) are proved, and what they come to. */
export type SecurityEventRules = {
  readonly name: ProviderName
  /** Every spelling of the issuer that it uses. */
  readonly issuers: readonly string[]
  /** Our ids at the provider: a token is for one of them, whoever else may hear it. */
  readonly audiences: readonly string[]
  readonly keys: JWTVerifyGetKey
  readonly algorithms: readonly string[]
  /** Every header `typ` that it uses; `undefined` stands for none. */
  readonly types: readonly (string | undefined)[]
  /** `null`: it speaks of nobody by a name that we know people by; `undefined`: of nobody of this provider. */
  subjectOf(claims: JWTPayload, said: Said): Subject | null | undefined
  /** What an event comes to; `null`: to nothing. */
  meaningOf(uri: string, said: Said): ProviderNotice | null
}

const risc = 'https://schemas.openid.net/secevent/risc/event-type/'
export const oauth = 'https://schemas.openid.net/secevent/oauth/event-type/'

/** What the standard events come to (OpenID RISC Profile 2); the others are taken, and come to nothing. */
const standardEvents: ReadonlyMap<string, ProviderNotice> = new Map([
  [`${oauth}tokens-revoked`, 'tokens_revoked'],
  [`${risc}account-purged`, 'account_deleted'],
  [`${risc}account-disabled`, 'sessions_revoked'],
  [`${risc}account-credential-change-required`, 'sessions_revoked'],
  [`${risc}credential-compromise`, 'sessions_revoked'],
  [`${risc}sessions-revoked`, 'sessions_revoked'],
])

export function standardMeaning(uri: string): ProviderNotice | null {
  return standardEvents.get(uri) ?? null
}

/** How old a security event may be, in seconds: it has no `exp`, and its `jti` is remembered for longer. */
const oldestSeconds = 7 * 86_400
/** As it is stored. */
const storableId = /^[\x20-\x7e]{1,255}$/

/** Proves a provider's security event tokens and reads them. Throws `ProviderFailure` when its keys are out of reach. */
export const securityEvents =
  (rules: SecurityEventRules) =>
  async (token: string): Promise<ReadNotice | HeardNothing | SecurityEventRefusal> => {
    try {
      return noticeOf(await provedEvent(token, rules), rules)
    } catch (error) {
      return refusalOf(error, rules.name)
    }
  }

async function provedEvent(token: string, rules: SecurityEventRules): Promise<JWTPayload> {
  const { payload, protectedHeader } = await jwtVerify(token, rules.keys, {
    issuer: [...rules.issuers],
    audience: [...rules.audiences],
    algorithms: [...rules.algorithms],
    requiredClaims: ['iss', 'aud', 'iat', 'jti', 'events'],
    maxTokenAge: oldestSeconds,
    clockTolerance: 60,
  })
  const type = protectedHeader.typ?.toLowerCase().replace(/^application\//, '')
  if (!rules.types.includes(type)) throw new TypeError('another kind of token (RFC 8725 3.11)')
  return payload
}

function noticeOf(
  claims: JWTPayload,
  rules: SecurityEventRules,
): ReadNotice | HeardNothing | SecurityEventRefusal {
  const { jti, events } = claims
  const entries = isObject(events) ? Object.entries(events) : []
  if (entries.length === 0 || !isId(jti)) return refused('invalid_request', 'an event and a jti are wanted')
  // RFC 8417 2: several are one happening, told in several vocabularies.
  const told = entries.map(([uri, event]) => {
    const said = isObject(event) ? event : {}
    return { uri, said, notice: rules.meaningOf(uri, said) }
  })
  const { uri, said, notice } = told.find((each) => each.notice !== null) ?? told[0] ?? unheard
  const subject = rules.subjectOf(claims, said)
  if (subject === undefined) return refused('invalid_request', 'the subject is nobody of this provider')
  if (subject === null || notice === null) return { kind: 'nothing', hint: nameOf(uri) }
  return { kind: 'notice', subject, notice, id: jti, at: timeOf(claims) }
}

function isId(jti: unknown): jti is string {
  return typeof jti === 'string' && storableId.test(jti)
}

const unheard = { uri: '', said: {}, notice: null }

/** An event's name as a log may have it. */
function nameOf(uri: string): string {
  return /\/([a-z-]{1,64})$/.exec(uri)?.[1] ?? 'an event without a name'
}

/** When it happened, where that is told (RFC 8417 2.2), and makes sense; else when it was written. */
function timeOf({ iat = 0, toe }: JWTPayload): Date {
  const isSound = typeof toe === 'number' && toe <= iat && toe >= iat - oldestSeconds
  return new Date((isSound ? toe : iat) * 1_000)
}
