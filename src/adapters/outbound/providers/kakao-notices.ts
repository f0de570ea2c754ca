import { createHash, timingSafeEqual } from 'node:crypto'
import type { JWTVerifyGetKey } from 'jose'
import type { NoticeSource } from '../../../application/ports/identity-providers.ts'
import type { ProviderNotice } from '../../../domain/provider-notice.ts'
import { kakaoSubject } from './kakao-user.ts'
import { isObject } from './profile-claims.ts'
import { oauth, securityEvents, standardMeaning } from './security-events.ts'

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
    events: {
      contentType: 'application/secevent+jwt',
      read: securityEvents({
        name: 'kakao',
        issuers: [settings.authUrl],
        audiences: [settings.clientId],
        keys,
        algorithms: ['RS256'],
        types: ['secevent+jwt'],
        subjectOf: ({ sub }, { subject }) =>
          kakaoSubject(sub ?? (isObject(subject) ? subject.sub : undefined)),
        meaningOf: (uri, { reason }) =>
          uri === `${oauth}user-unlinked` ? unlinkBecause(reason) : standardMeaning(uri),
      }),
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
