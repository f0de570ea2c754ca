import { isLoopback } from '../loopback.ts'
import type { Item } from '../people.ts'

export type KakaoApplication = { appId: string; clientId: string; clientSecret: string; adminKey: string }

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

/**
 * True for every address on this machine. Anything but visible ASCII is refused, because the address goes into
 * a header as it came; a fragment is refused by RFC 6749 section 3.1.2.
 */
export const isRegistered = (redirectUri: string): boolean => {
  const isVisible = /^https?:\/\/[!-~]+$/.test(redirectUri) && !/[#\\]/.test(redirectUri)
  const namesUser = /^https?:\/\/[^/?]*@/.test(redirectUri)
  return isVisible && !namesUser && isLoopback(redirectUri)
}
