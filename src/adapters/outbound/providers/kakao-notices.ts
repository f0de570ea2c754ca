import { createHash, timingSafeEqual } from 'node:crypto'
import type { JWTPayload, JWTVerifyGetKey } from 'jose'
import { errors, jwtVerify } from 'jose'
import type {
  NoticeSource,
  ReadNotice,
  SecurityEventRefusal,
} from '../../../application/ports/identity-providers.ts'
import { ProviderFailure } from '../../../application/ports/identity-providers.ts'
import type { ProviderNotice } from '../../../domain/provider-notice.ts'
import { kakaoSubject } from './kakao-user.ts'
import { isObject } from './profile-claims.ts'

export type KakaoNoticeSettings = {
  readonly authUrl: string
  readonly clientId: string
  readonly adminKey: string | null
  /** `null`: any; the admin key has proved the sender already. */
  readonly appId: string | null
}

/** Why a link went, in the unlink callback and in `user-unlinked` alike; what is not here is a plain unlink. */
const referrers: Readonly<Record<string, ProviderNotice>> = {
  ACCOUNT_DELETE: 'account_deleted',
  FORCED_ACCOUNT_DELETE: 'account_deleted',
  INCOMPLETE_SIGN_UP: 'signup_incomplete',
}

const risc = 'https://schemas.openid.net/secevent/risc/event-type/'
const oauth = 'https://schemas.openid.net/secevent/oauth/event-type/'

/** Security events that come to something; the others are taken, and only remembered. */
const securityEvents: Readonly<Record<string, ProviderNotice>> = {
  [`${oauth}user-unlinked`]: 'unlinked',
  [`${oauth}tokens-revoked`]: 'sessions_revoked',
  [`${risc}account-purged`]: 'account_deleted',
  [`${risc}account-disabled`]: 'sessions_revoked',
  [`${risc}account-credential-change-required`]: 'sessions_revoked',
  [`${risc}credential-compromise`]: 'sessions_revoked',
  [`${risc}sessions-revoked`]: 'sessions_revoked',
}

/** How old a security event may be, in seconds: it has no `exp`, and its `jti` is remembered for longer. */
const oldestSeconds = 7 * 86_400

/** Kakao's two webhooks: the unlink callback, and security event tokens (RFC 8417) pushed by RFC 8935. */
export function kakaoNotices(settings: KakaoNoticeSettings, keys: JWTVerifyGetKey): NoticeSource {
  const { adminKey, appId } = settings
  return {
    unlink: {
      heard: 200,
      read(authorization, fields) {
        if (adminKey === null) return { kind: 'unauthorized', hint: 'KAKAO_ADMIN_KEY is not set' }
        if (!isSame(authorization ?? '', `KakaoAK ${adminKey}`))
          return { kind: 'unauthorized', hint: 'not the key in KAKAO_ADMIN_KEY, or not the primary one' }
        const subject = kakaoSubject(fields.user_id)
        if (!subject) return { kind: 'invalid', field: 'user_id', detail: 'It has to be a user id of Kakao.' }
        if (appId !== null && fields.app_id !== appId)
          return { kind: 'invalid', field: 'app_id', detail: 'It has to be the app in KAKAO_APP_ID.' }
        return { kind: 'notice', subject, notice: unlinkBecause(fields.referrer_type), id: null, at: null }
      },
    },
    readSecurityEvent: async (token) => {
      try {
        return noticeOf(await provedEvent(token, settings, keys))
      } catch (error) {
        if (error instanceof ProviderFailure) throw error
        return refusalOf(error)
      }
    },
  }
}

function unlinkBecause(reason: unknown): ProviderNotice {
  return typeof reason === 'string' && Object.hasOwn(referrers, reason)
    ? (referrers[reason] ?? 'unlinked')
    : 'unlinked'
}

/** In a time that tells nothing of where two texts differ. */
function isSame(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(one), digest(other))
}

async function provedEvent(
  token: string,
  { authUrl, clientId }: KakaoNoticeSettings,
  keys: JWTVerifyGetKey,
): Promise<JWTPayload> {
  const { payload } = await jwtVerify(token, keys, {
    issuer: authUrl,
    audience: clientId,
    algorithms: ['RS256'],
    typ: 'secevent+jwt',
    requiredClaims: ['iss', 'aud', 'iat', 'jti', 'events'],
    maxTokenAge: oldestSeconds,
    clockTolerance: 60,
  })
  return payload
}

function noticeOf({ sub, jti, events }: JWTPayload): ReadNotice | SecurityEventRefusal {
  const entries = isObject(events) ? Object.entries(events) : []
  const [uri, event] = entries[0] ?? []
  if (uri === undefined || entries.length > 1 || typeof jti !== 'string' || jti.length > 255)
    return { kind: 'refused', err: 'invalid_request', description: 'one event and a jti are wanted' }
  const said = isObject(event) ? event : {}
  const named = isObject(said.subject) ? said.subject.sub : undefined
  const subject = kakaoSubject(sub ?? named)
  if (!subject) return { kind: 'refused', err: 'invalid_request', description: 'the subject is no user id' }
  const known = Object.hasOwn(securityEvents, uri) ? (securityEvents[uri] ?? null) : null
  const notice = known === 'unlinked' ? unlinkBecause(said.reason) : known
  return { kind: 'notice', subject, notice, id: jti, at: null }
}

function refusalOf(error: unknown): SecurityEventRefusal {
  const refused = (err: SecurityEventRefusal['err'], description: string) =>
    ({ kind: 'refused', err, description }) as const
  if (error instanceof errors.JWTClaimValidationFailed) {
    if (error.claim === 'iss') return refused('invalid_issuer', 'the issuer is not Kakao')
    if (error.claim === 'aud') return refused('invalid_audience', 'the audience is another app')
    return refused('invalid_request', `the claim ${error.claim} is missing or wrong`)
  }
  if (error instanceof errors.JWTExpired) return refused('invalid_request', 'it is too old')
  if (error instanceof errors.JWSSignatureVerificationFailed || error instanceof errors.JWKSNoMatchingKey)
    return refused('invalid_key', 'the signature is not by a key of Kakao')
  return refused('invalid_request', 'it is no security event token')
}
