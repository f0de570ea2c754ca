import type { Item } from '../people.ts'

export type KakaoApplication = {
  /** Off: people are connected by `/v1/user/signup` alone. Absent: on. */
  autoConnect?: boolean
  appId: string
  clientId: string
  clientSecret: string
  adminKey: string
  /** Mobile apps of the same application log in by these, without a secret. */
  nativeAppKeys: readonly string[]
  /** The one talk channel that is linked to the application, if there is any. */
  channelPublicId?: string | null
}

/** Whether the key is one that logs people in: the REST API key, or one of a mobile app. */
export const isLoginKey = (key: string | undefined, application: KakaoApplication): key is string =>
  key !== undefined && (key === application.clientId || application.nativeAppKeys.includes(key))

/** The consent items that the application has switched on, besides OpenID Connect. */
export const consentItems = ['account_email', 'profile_image', 'profile_nickname'] as const
export type ConsentItem = (typeof consentItems)[number]

export const isConsentItem = (scope: string): scope is ConsentItem =>
  (consentItems as readonly string[]).includes(scope)

/** What each consent item is about. */
export const itemOf: Record<ConsentItem, Item> = {
  account_email: 'email',
  profile_image: 'picture',
  profile_nickname: 'nickname',
}

export const itemNames: Record<ConsentItem, { ko: string; en: string }> = {
  account_email: { ko: '카카오계정(이메일)', en: 'Account (e-mail)' },
  profile_image: { ko: '프로필 사진', en: 'Profile picture' },
  profile_nickname: { ko: '닉네임', en: 'Nickname' },
}
